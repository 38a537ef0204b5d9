local function account_of(facts)
  local result = map(order { lines = { line(facts) } })
  assert.is_false(result.held, result.reason)
  return result.lines[1].account
end

describe("account", function()
  it("of a sale is 200", function()
    assert.equal("200", account_of { sku = "LAMP-01", amount = "79.99" })
  end)

  it("of shipping is 210 and of a discount 215", function()
    assert.equal("210", account_of { class = "shipping", sku = "LAMP-01", amount = "5.99" })
    assert.equal("215", account_of { class = "discount", sku = "LAMP-01", amount = "-4.00" })
  end)

  it("of a tax depends on who remits it", function()
    assert.equal("820", account_of { class = "tax", tax_class = "facilitator", amount = "6.60" })
    assert.equal("825", account_of { class = "tax", tax_class = "seller", amount = "6.60" })
  end)

  it("names the row that decided", function()
    local result = map(order { lines = { line { sku = "LAMP-01" } } })
    assert.contains("account.lua:7", result.lines[1].account_where)
  end)
end)
