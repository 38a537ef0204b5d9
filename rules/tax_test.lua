describe("tax", function()
  it("is NONE on sales and on both kinds of tax", function()
    local result = map(order { lines = {
      line { sku = "MUG-BLU" },
      line { sku = "MUG-BLU", class = "tax", tax_class = "facilitator", amount = "2.06" },
      line { sku = "MUG-BLU", class = "tax", tax_class = "seller", amount = "1.00" },
    } })
    for i = 1, 3 do assert.equal("NONE", result.lines[i].tax) end
  end)

  it("is not guessed for other lines", function()
    local result = map(order { lines = { line { class = "fee", sku = "MUG-BLU" } } })
    assert.is_true(result.held)
    assert.contains("tax.lua answers", result.reason)
  end)
end)
