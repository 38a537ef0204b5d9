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

  it("of a refund is 230, and of the fee that is kept of it 235", function()
    assert.equal("230", account_of { class = "refund", charge_type = "PRODUCT", amount = "-24.99" })
    assert.equal("235", account_of { class = "fee", charge_name = "RestockingFee", amount = "2.50" })
    assert.equal("820", account_of { class = "tax_withheld", amount = "2.06" })
  end)

  it("of what a settlement takes depends on what it is for", function()
    assert.equal("405", account_of { class = "commission", amount = "-7.50" })
    assert.equal("415", account_of { class = "fee", charge_name = "WFS StorageFee", amount = "-4.37" })
    assert.equal("420", account_of { class = "fee", charge_name = "Walmart Shipping Label Service Charge", amount = "-7.85" })
    assert.equal("420", account_of { class = "fee", charge_name = "Walmart Return Shipping Charge", amount = "-7.85" })
    assert.equal("410", account_of { class = "fee", charge_name = "SEM Marketing", amount = "-6.25" })
    assert.equal("220", account_of { class = "fee", charge_name = "Misc Invoices", amount = "-2.44" })
    assert.equal("120", account_of { class = "reserve", amount = "-10.00" })
    assert.equal("091", account_of { class = "deposit", amount = "-25.00" })
  end)

  it("of what nobody knows waits for a person", function()
    local result = map(order { kind = "settlement", lines = { line { class = "other", charge_name = "Mystery fee" } } })
    assert.is_true(result.held)
    assert.contains("Mystery fee", result.reason)
  end)

  it("names the row that decided", function()
    local result = map(order { lines = { line { sku = "LAMP-01" } } })
    assert.contains("account.lua:7", result.lines[1].account_where)
  end)
end)
