-- Has Neovim read what the linter prints: by 'errorformat', as :make and
-- nvim-lint's from_errorformat do, and by the pattern of docs/editors.md, as
-- nvim-lint's from_pattern does. What it read is written to $RESULT.

local env = vim.env
local output = vim.fn.readfile(env.OUTPUT)
local result = { quickfix = {}, pattern = {} }

vim.o.errorformat = env.ERRORFORMAT
vim.cmd("cgetexpr readfile($OUTPUT)")
for _, item in ipairs(vim.fn.getqflist()) do
  table.insert(result.quickfix, { valid = item.valid, file = vim.fn.bufname(item.bufnr), line = item.lnum, column = item.col, message = item.text })
end
for _, line in ipairs(output) do
  local file, lnum, col, message, code = line:match(env.PATTERN)
  table.insert(result.pattern, { valid = file and 1 or 0, file = file, line = tonumber(lnum), column = tonumber(col), message = message, code = code })
end

vim.fn.writefile({ vim.fn.json_encode(result) }, env.RESULT)
vim.cmd("qall!")
