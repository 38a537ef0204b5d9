-- A general ledger keeps no items, so that no line has one.

return {
  api = 1,
  item = decide {
    row { class = { "product", "discount", "refund" }, use = none },
  },
}
