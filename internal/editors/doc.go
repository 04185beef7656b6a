// Package editors tests tracelint where people write: in a gopls that "tracelint
// gopls build" made, driven by a client of its own and by Neovim, and as the
// linter that editors run when a file is saved.
package editors
