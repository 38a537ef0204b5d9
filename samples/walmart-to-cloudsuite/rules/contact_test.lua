describe("contact", function()
  before_each(function() given_customers { { code = "ALDERWICK", name = "Ada Alderwick" } } end)

  it("is the marketplace, not the buyer", function()
    local result = map(order { buyer = { name = "Pat Example" }, lines = { line { sku = "MUG-BLU" } } })
    assert.equal("Walmart Marketplace US", result.contact)
  end)

  it("is the buyer who is a customer of ours", function()
    local result = map(order { buyer = { name = "Ada Alderwick" }, lines = { line { sku = "MUG-BLU" } } })
    assert.equal("ALDERWICK", result.contact)
  end)

  it("is not known for another market", function()
    assert.is_true(map(order { market = "ca", lines = { line { sku = "MUG-BLU" } } }).held)
  end)
end)
