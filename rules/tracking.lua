-- Tracking categories: where a sale came from and who shipped it.

local shippers = { seller = "Seller", wfs = "WFS", ["3pl"] = "3PL" }

local function by_shipper(line)
  local shipper = shippers[line.fulfilment]
  if not shipper then
    return hold("nobody has said how fulfilment " .. tostring(line.fulfilment) .. " is tracked; see rules/tracking.lua")
  end
  return { Channel = "Walmart US", Fulfilment = shipper }
end

return {
  api = 1,
  tracking = decide {
    row { class = { "product", "shipping", "discount" }, use = by_shipper },
    row { class = { "tax", "tax_withheld", "refund", "commission", "fee" }, use = { Channel = "Walmart US" } },
    row { class = { "reserve", "deposit", "other" }, use = none },
  },
}
