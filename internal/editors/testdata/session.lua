-- One session of Neovim with gopls, as its own client has it: open a file, see
-- what was found, take what is offered, see it gone, save. What happened is
-- written to $RESULT. It runs in Neovim 0.7 and later.

local env = vim.env
local result = { version = tostring(vim.version().major) .. "." .. tostring(vim.version().minor), offered = {} }

local function finish(problem)
  result.problem = problem
  vim.fn.writefile({ vim.fn.json_encode(result) }, env.RESULT)
  vim.cmd("qall!")
end

local function codes()
  local all = vim.diagnostic.get(0)
  table.sort(all, function(a, b) return a.lnum < b.lnum end)
  return vim.tbl_map(function(d)
    local lsp = d.user_data and d.user_data.lsp or {}
    return {
      line = d.lnum + 1,
      column = d.col,
      severity = d.severity,
      source = d.source,
      message = d.message,
      code = d.code or lsp.code,
      href = lsp.codeDescription and lsp.codeDescription.href,
    }
  end, all)
end

-- What is offered is chosen by the user; here, by its title.
vim.ui.select = function(items, opts, on_choice)
  for i, item in ipairs(items) do
    local title = opts.format_item and opts.format_item(item) or tostring(item)
    table.insert(result.offered, title)
    if title == env.WANTED then
      return on_choice(item, i)
    end
  end
end

local ok, problem = pcall(function()
  if env.INIT then -- what docs/editors.md says
    vim.cmd("luafile " .. env.INIT)
    vim.cmd("filetype on")
    vim.cmd("edit " .. vim.fn.fnameescape(env.FILE))
  else
    vim.cmd("edit " .. vim.fn.fnameescape(env.FILE))
    vim.bo.filetype = "go"
    local client = vim.lsp.start_client({
      name = "gopls",
      cmd = { env.SERVER },
      root_dir = env.ROOT,
      init_options = vim.fn.json_decode(env.SETTINGS),
    })
    vim.lsp.buf_attach_client(0, client)
  end

  -- Until there is what is waited for, and then a little longer, for more.
  local function await(wanted)
    if not vim.wait(150000, function() return #vim.diagnostic.get(0) == wanted end, 100) then
      error("waited for " .. wanted .. " findings, have " .. vim.fn.json_encode(codes()))
    end
    vim.wait(1500, function() return false end)
    return codes()
  end

  result.before = await(tonumber(env.FINDINGS))
  if (env.WANTED or "") ~= "" then
    for _, d in ipairs(result.before) do
      if d.code == env.MENDED then
        vim.api.nvim_win_set_cursor(0, { d.line, d.column })
      end
    end
    vim.lsp.buf.code_action()
    result.after = await(tonumber(env.FINDINGS) - 1)
    vim.cmd("noautocmd write")
  end
end)

finish(not ok and tostring(problem) or nil)
