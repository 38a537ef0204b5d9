-- The words of rule tests that are written in Lua: assert, order and line. describe, it, before_each and map come from
-- the program. Tests run in the sandbox that rules run in.

local attempt = ... -- calls a function: did it end well, and what did it say

local check = {}

local longest = 80 -- of a value in a message
local most = 10 -- differences in a message

local function shown(value)
  if type(value) == "string" then return '"' .. value .. '"' end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, item in pairs(value) do
    table.insert(parts, (type(key) == "number" and "" or key .. " = ") .. shown(item))
  end
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end

local function brief(value)
  local text = shown(value)
  return #text > longest and text:sub(1, longest) .. " …" or text
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

-- Where two tables differ, one line a place.
local function compare(path, expected, actual, found)
  if same(expected, actual) then return end
  if type(expected) ~= "table" or type(actual) ~= "table" then
    table.insert(found, (path == "" and "the value" or path) .. ": expected " .. brief(expected) .. ", got " .. brief(actual))
    return
  end
  local seen = {}
  for _, side in ipairs({ expected, actual }) do
    for key in pairs(side) do
      if not seen[key] then
        seen[key] = true
        local name = type(key) == "number" and "[" .. key .. "]" or (path == "" and "" or ".") .. key
        compare(path .. name, expected[key], actual[key], found)
      end
    end
  end
end

local function differ(expected, actual, message)
  return (message and message .. ": " or "") .. "expected " .. shown(expected) .. ", got " .. shown(actual)
end

local function differ_in(expected, actual, message)
  if type(expected) ~= "table" or type(actual) ~= "table" then return differ(expected, actual, message) end
  local found = {}
  compare("", expected, actual, found)
  local rest = #found - most
  while #found > most do table.remove(found) end
  if rest > 0 then table.insert(found, "and " .. rest .. " more") end
  return (message and message .. ": " or "") .. "the tables differ\n" .. table.concat(found, "\n")
end

function check.equal(expected, actual, message)
  if expected ~= actual then error(differ(expected, actual, message), 2) end
end

function check.not_equal(expected, actual, message)
  if expected == actual then error((message and message .. ": " or "") .. "did not expect " .. shown(actual), 2) end
end

function check.same(expected, actual, message)
  if not same(expected, actual) then error(differ_in(expected, actual, message), 2) end
end

function check.not_same(expected, actual, message)
  if same(expected, actual) then error((message and message .. ": " or "") .. "did not expect " .. shown(actual), 2) end
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

-- The amount and its currency, if it has one. A text is an amount as well.
local function amount_of(value)
  if type(value) == "string" then return decimal(value) end
  if tostring(value):find("%u%u%u$") then return value.amount, value.currency end
  return value
end

-- Two amounts of one currency are at most `tolerance` apart.
function check.near(expected, actual, tolerance, message)
  local wanted, wanted_currency = amount_of(expected)
  local got, got_currency = amount_of(actual)
  local away = got - wanted
  if away < 0 then away = -away end
  if away > amount_of(tolerance) or (wanted_currency and got_currency and wanted_currency ~= got_currency) then
    error(differ(expected, actual, message), 2)
  end
end

-- The text holds the part, taken literally.
function check.contains(part, text, message)
  if type(text) ~= "string" or not text:find(part, 1, true) then
    error((message and message .. ": " or "") .. shown(text) .. " does not contain " .. shown(part), 2)
  end
end

-- The text matches the pattern.
function check.matches(pattern, text, message)
  if type(text) ~= "string" or not text:find(pattern) then
    error((message and message .. ": " or "") .. shown(text) .. " does not match " .. shown(pattern), 2)
  end
end

for _, kind in ipairs({ "string", "number", "table", "function", "boolean" }) do
  check["is_" .. kind] = function(value, message)
    if type(value) ~= kind then
      error((message and message .. ": " or "") .. "expected a " .. kind .. ", got " .. shown(value), 2)
    end
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

-- busted's other spellings.
check.equals = check.equal
check.are_equal = check.equal
check.are_same = check.same
check.is_equal = check.equal
check.is_same = check.same
check.is_truthy = check.truthy
check.is_falsy = check.falsy
check.is_not_equal = check.not_equal
check.are_not_equal = check.not_equal
check.match = check.matches
check.error = check.has_error
check.no_error = check.has_no_error
check.has_no = { error = check.has_no_error, errors = check.has_no_error }
check.has = { error = check.has_error, errors = check.has_error, no = check.has_no }
check.are_not = { equal = check.not_equal, same = check.not_same }
check.is_not = { equal = check.not_equal, same = check.not_same, ["nil"] = check.is_not_nil }
check.is = { equal = check.equal, same = check.same, ["true"] = check.is_true, ["false"] = check.is_false,
  ["nil"] = check.is_nil, truthy = check.truthy, falsy = check.falsy, no = check.is_not, ["not"] = check.is_not }
check.are = { equal = check.equal, same = check.same, not_equal = check.not_equal, no = check.are_not,
  ["not"] = check.are_not }

return {
  assert = check,
  -- An order, its lines and an item are plain tables; `map` and `offer` fill in what is left out.
  order = function(facts) return facts end,
  line = function(facts) return facts end,
  item = function(facts) return facts end,
}
