#include "simulator/world_goods.h"

#include <algorithm>
#include <cctype>

namespace crosswalk::simulator {
namespace {

struct Row {
  std::string_view prefix;  // of the SKU
  GoodsClass goods;
};

constexpr Row rows[] = {
    {"COFFEE", {"Grocery", "Coffee Beans", "2039981", 8, 8}},
    {"DESK", {"Furniture", "Desks", "2038311", 10, 10}},
    {"CHAIR", {"Furniture", "Chairs", "2038311", 10, 10}},
    {"LAMP", {"Home & Garden", "Lamps", "2038204", 15, 15}},
    {"KETTLE", {"Kitchen", "Electric Kettles", "2038107", 12, 15}},
    {"MUG", {"Kitchen", "Mugs", "2038105", 15, 15}},
};
constexpr GoodsClass others{"Home & Garden", "Household Goods", "2038200", 15, 15};

bool begins_without_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), text.begin(),
                    [](unsigned char a, unsigned char b) { return std::toupper(a) == std::toupper(b); });
}

}  // namespace

const GoodsClass& goods_class(std::string_view sku) {
  const auto* found = std::find_if(std::begin(rows), std::end(rows),
                                   [&](const Row& row) { return begins_without_case(sku, row.prefix); });
  return found == std::end(rows) ? others : found->goods;
}

}  // namespace crosswalk::simulator
