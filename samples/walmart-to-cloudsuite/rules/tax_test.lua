describe("tax", function()
  it("is NONE on sales and on both kinds of tax", function()
    local result = map(order { lines = {
      line { sku = "MUG-BLU" },
      line { sku = "MUG-BLU", class = "tax", tax_class = "facilitator", amount = "2.06" },
      line { sku = "MUG-BLU", class = "tax", tax_class = "seller", amount = "1.00" },
    } })
    for i = 1, 3 do assert.equal("NONE", result.lines[i].tax) end
  end)

  it("is NONE on what Walmart settles", function()
    local result = map(order { kind = "settlement", lines = { line { class = "commission", amount = "-3.75" } } })
    assert.equal("NONE", result.lines[1].tax)
  end)

  it("is not guessed for a tax of nobody", function()
    local result = map(order { lines = { line { class = "tax", tax_class = "none", amount = "1.00" } } })
    assert.is_true(result.held)
    assert.contains("tax.lua answers", result.reason)
  end)
end)
