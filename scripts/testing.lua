-- The words of rule tests that are written in Lua: assert, order and line. describe, it, before_each and map come from
-- the program. Tests run in the sandbox that rules run in.

local attempt = ... -- calls a function: did it end well, and what did it say

local check = {}

local function shown(value)
  if type(value) == "string" then return '"' .. value .. '"' end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, item in pairs(value) do table.insert(parts, tostring(key) .. " = " .. shown(item)) end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, item in pairs(a) do
    if not same(item, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

local function differ(expected, actual, message)
  return (message and message .. ": " or "") .. "expected " .. shown(expected) .. ", got " .. shown(actual)
end

function check.equal(expected, actual, message)
  if expected ~= actual then error(differ(expected, actual, message), 2) end
end

function check.not_equal(expected, actual, message)
  if expected == actual then error((message and message .. ": " or "") .. "did not expect " .. shown(actual), 2) end
end

function check.same(expected, actual, message)
  if not same(expected, actual) then error(differ(expected, actual, message), 2) end
end

function check.is_true(value, message)
  if value ~= true then error(differ(true, value, message), 2) end
end

function check.is_false(value, message)
  if value ~= false then error(differ(false, value, message), 2) end
end

function check.truthy(value, message)
  if not value then error(differ("something", value, message), 2) end
end

function check.falsy(value, message)
  if value then error(differ(nil, value, message), 2) end
end

function check.is_nil(value, message)
  if value ~= nil then error(differ(nil, value, message), 2) end
end

function check.is_not_nil(value, message)
  if value == nil then error(differ("something", nil, message), 2) end
end

-- The text holds the part, taken literally.
function check.contains(part, text, message)
  if type(text) ~= "string" or not text:find(part, 1, true) then
    error((message and message .. ": " or "") .. shown(text) .. " does not contain " .. shown(part), 2)
  end
end

-- The function raises an error; if a part of its text is given, the error holds it.
function check.has_error(action, part)
  local good, said = attempt(action)
  if good then error("expected an error, but there was none", 2) end
  if part and not tostring(said):find(part, 1, true) then
    error("expected an error that contains " .. shown(part) .. ", got " .. shown(said), 2)
  end
end

function check.has_no_error(action)
  local good, said = attempt(action)
  if not good then error("expected no error, got " .. shown(said), 2) end
end

-- busted's longer spellings.
check.equals = check.equal
check.are = { equal = check.equal, same = check.same, not_equal = check.not_equal }
check.are_equal = check.equal
check.are_same = check.same
check.is_equal = check.equal
check.is_truthy = check.truthy
check.is_falsy = check.falsy
check.has = { error = check.has_error, no = { error = check.has_no_error } }

return {
  assert = check,
  -- An order and its lines are plain tables; `map` fills in what is left out.
  order = function(facts) return facts end,
  line = function(facts) return facts end,
}
