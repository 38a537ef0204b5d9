-- Which ledger item is a product? Asked of products and of discounts on them. items.csv has one row for each SKU;
-- an SKU that is not in it waits for a person.

return {
  api = 1,
  item = lookup {
    table = "items.csv",
    key = "sku",
    by = "line.sku",
    value = "item",
    otherwise = hold "SKU {sku} is not in rules/items.csv; add a row for it, then replay the order",
  },
}
