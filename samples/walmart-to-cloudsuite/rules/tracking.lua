-- Finance dimensions: where a sale came from and who shipped it, by the codes that CloudSuite keeps.

local shippers = { seller = "SELLER", wfs = "WFS", ["3pl"] = "3PL" }

local function by_shipper(line)
  local shipper = shippers[line.fulfilment]
  if not shipper then
    return hold("nobody has said how fulfilment " .. tostring(line.fulfilment) .. " is tracked; see rules/tracking.lua")
  end
  return { Channel = "WALMART-US", Fulfilment = shipper }
end

return {
  api = 1,
  tracking = decide {
    row { class = { "product", "shipping", "discount" }, use = by_shipper },
    row { class = { "tax", "tax_withheld", "refund", "commission", "fee" }, use = { Channel = "WALMART-US" } },
    row { class = { "reserve", "deposit", "other" }, use = none },
  },
}
