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
    row { class = "tax_withheld", use = "820" }, -- the other half of what Walmart remits
    row { class = "refund", use = "230" }, -- Returns
    row { class = "commission", use = "405" }, -- Walmart referral fees
    row { class = "fee", charge_name = prefix "Restocking", use = "235" }, -- kept of a refund
    row { class = "fee", charge_name = prefix "WFS", use = "415" }, -- Walmart fulfilment and storage
    row { class = "fee", charge_name = prefix '"WFS', use = "415" }, -- Walmart quotes some of them
    row { class = "fee", charge_name = prefix "Walmart Shipping Label", use = "420" }, -- labels, both ways
    row { class = "fee", charge_name = prefix "Walmart Return Shipping", use = "420" },
    row { class = "fee", charge_name = { "Walmart Product Advertising", "SEM Marketing" }, use = "410" },
    row { class = "fee", charge_name = { "Misc Invoices", "Business initiated discrete partner credit" }, use = "220" },
    row { class = "reserve", use = "120" }, -- kept by Walmart for a while: still ours
    row { class = "deposit", use = "091" }, -- an early payout: the bank account that it went to
    row { class = { "fee", "other" }, use = hold "nobody has said where \"{charge_name}\" goes; see rules/account.lua" },
  },
}
