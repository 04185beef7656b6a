-- Writes "well" to $RESULT if $SNIPPET is Lua, otherwise what is wrong with it.

local _, problem = loadfile(vim.env.SNIPPET)
vim.fn.writefile({ problem or "well" }, vim.env.RESULT)
vim.cmd("qall!")
