describe("item", function()
  it("is the code of items.csv, however the SKU is spelled", function()
    local result = map(order { lines = { line { sku = "towel-4pk" } } })
    assert.equal("TOWEL-4", result.lines[1].item)
    assert.contains("items.csv:", result.lines[1].item_where)
  end)

  it("holds an order with an unknown SKU", function()
    local result = map(order { lines = { line { sku = "MUG-BLU" }, line { sku = "NOPE-1" } } })
    assert.is_true(result.held)
    assert.contains("SKU NOPE-1 is not in rules/items.csv", result.reason)
  end)

  it("is not asked of shipping", function()
    local result = map(order { lines = { line { class = "shipping", sku = "NOPE-1" } } })
    assert.is_false(result.held)
    assert.is_nil(result.lines[1].item)
  end)
end)

property("is known for every line that has one, or the order waits", function(order)
  local result = map(order)
  for i, line in ipairs(order.lines) do
    local answered = result.lines[i]
    if not result.held and (line.class == nil or line.class == "discount") then assert.is_string(answered.item) end
  end
end)
