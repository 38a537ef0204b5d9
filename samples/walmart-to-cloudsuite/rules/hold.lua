-- Which orders does a person look at first? `hold` waits for one, `skip` leaves the order out of the books for good.
-- An order that no row names goes on.

return {
  api = 1,
  hold = decide {
    row { ["record.kind"] = "order", total = over(5000), use = hold "the order is over 5,000 ({total}); look at it, then replay it" },
    row { order_type = "replacement", total = over(0), use = hold "a replacement that costs {total} needs a look" },
  },
}
