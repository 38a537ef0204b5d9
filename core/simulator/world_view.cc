#include "simulator/world_view.h"

namespace crosswalk::simulator {

std::optional<std::vector<ReturnedLine>> MarketView::lines_of(const MarketReturn& made, Instant now) const {
  if (made.created > now) return std::nullopt;
  std::vector<ReturnedLine> lines;
  for (const MarketReturnLine& returned : made.lines) {
    const MarketOrder* order = world.find(returned.po);
    if (order == nullptr || order->ordered > now) return std::nullopt;
    const auto line = std::find_if(order->lines.begin(), order->lines.end(), [&](const MarketLine& sold) {
      return sold.number == returned.order_line;
    });
    if (line == order->lines.end()) return std::nullopt;
    const auto index = static_cast<std::size_t>(line - order->lines.begin());
    if (standing(*order, now).lines[index].shipped() < returned.quantity) return std::nullopt;
    lines.push_back({&returned, &*line});
  }
  return lines;
}

ReturnTruth MarketView::return_truth(const MarketReturn& made, Instant now) const {
  const auto lines = lines_of(made, now);
  return lines ? truth_of(made, standing(made, now), *lines, world.charge_means()) : ReturnTruth();
}

}  // namespace crosswalk::simulator
