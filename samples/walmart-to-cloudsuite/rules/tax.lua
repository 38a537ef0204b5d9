-- Which tax type does the ledger put on a line? Walmart reports every tax as an amount of its own, so no line lets the
-- ledger compute tax: sales, taxes that Walmart remits and taxes that we owe all carry NONE.

return {
  api = 1,
  tax = decide {
    row { class = { "product", "shipping", "discount" }, use = "NONE" },
    row { class = "tax", tax_class = "facilitator", use = "NONE" },
    row { class = "tax", tax_class = "seller", use = "NONE" },
    row { class = { "refund", "tax_withheld", "commission", "fee", "reserve", "deposit", "other" }, use = "NONE" },
  },
}
