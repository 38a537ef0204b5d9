-- On which account does a line go? The first row whose columns all hold decides. A line that no row knows waits for a
-- person: add a row for it here.

return {
  api = 1,
  account = decide {
    row { class = "product", use = "200" }, -- Sales
    row { class = "shipping", use = "210" }, -- Shipping income
    row { class = "discount", use = "215" }, -- Sales discounts
    row { class = "tax", tax_class = "facilitator", use = "820" }, -- collected and remitted by Walmart: nets to zero
    row { class = "tax", tax_class = "seller", use = "825" }, -- Sales tax payable: ours to remit
  },
}
