-- Who is the customer in the ledger? A buyer who is a customer of ours by name; all others are the marketplace's, which
-- keeps their personal data out of the books.

return {
  api = 1,
  contact = decide {
    row { market = "us", use = function(record)
      return customers:by_name(record.buyer.name) or "Walmart Marketplace US"
    end },
  },
}
