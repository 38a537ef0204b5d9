-- Who is the customer in the ledger? One contact for the whole marketplace keeps buyers' personal data out of it.

return {
  api = 1,
  contact = decide {
    row { market = "us", use = "Walmart Marketplace US" },
  },
}
