#include "simulator/walmart_feed_body.h"

#include <algorithm>
#include <array>

#include "base/json_tree.h"
#include "simulator/walmart_actions.h"
#include "simulator/walmart_inventory.h"
#include "simulator/walmart_price.h"

namespace crosswalk::simulator {
namespace {

constexpr std::size_t megabyte = 1'000'000;
// walmart.md §5.4; the two price feeds share one rate.
constexpr std::array<FeedType, 4> types{{{"inventory", "inventory", 10, 10 * megabyte},
                                         {"MP_INVENTORY", "MP_INVENTORY", 50, 1 * megabyte},
                                         {"price", "price", 10, 10 * megabyte},
                                         {"PRICE_AND_PROMOTION", "price", 10, 10 * megabyte}}};
constexpr std::size_t most_rows = 10'000;
constexpr const char* wrong_form = "ERR_EXT_DATA_0503009";

FeedBody spoiled(std::string wrong) {
  return {{}, wrong_form, std::move(wrong)};
}

FeedRow inventory_row(const Json& item) {
  FeedRow row;
  row.sku = text_in(item, "sku");
  const auto pieces = pieces_in(child(item, "quantity"));
  if (!pieces) row.wrong = "quantity is not a whole number of unit EACH";
  if (pieces) row.stock.emplace_back(text_in(item, "shipNode"), *pieces);
  return row;
}

FeedRow nodes_row(const Json& item) {
  FeedRow row;
  row.sku = text_in(item, "sku");
  for (const Json* node : items_in(item, "shipNodes")) {
    const auto pieces = pieces_in(child(*node, "quantity"));
    if (!pieces) row.wrong = "quantity is not a whole number of unit EACH";
    if (pieces) row.stock.emplace_back(text_in(*node, "shipNode"), *pieces);
  }
  if (row.stock.empty() && row.wrong.empty()) row.wrong = "shipNodes is required";
  return row;
}

void take_price(FeedRow& row, const Json& holder, std::string_view name) {
  const auto price = decimal_in(holder, name);
  row.wrong = price ? wrong_with_price(*price) : "the price is required";
  if (price) row.price = *price;
}

FeedRow price_row(const Json& item) {
  FeedRow row;
  row.sku = text_in(item, "sku");
  const auto pricing = items_in(item, "pricing");
  if (pricing.size() != 1) {
    row.wrong = "one pricing is required";
    return row;
  }
  const Json& current = child(*pricing.front(), "currentPrice");
  take_price(row, current, "amount");
  if (text_in(current, "currency") != "USD") row.wrong = "the currency must be USD";
  if (text_in(*pricing.front(), "currentPriceType") != "BASE") row.wrong = "currentPriceType must be BASE";
  return row;
}

FeedRow offer_row(const Json& item) {
  FeedRow row;
  const Json& offer = child(item, "Promo&Discount");
  row.sku = text_in(offer, "sku");
  take_price(row, offer, "price");
  return row;
}

template <class Read>
FeedBody rows_of(const Json& tree, std::string_view name, Read&& read) {
  const Json& list = child(tree, name);
  if (!list.is_array()) return spoiled(std::string(name) + " is missing");
  if (list.size() > most_rows) return spoiled("more than 10000 items");
  FeedBody body;
  for (const Json& item : list) {
    body.rows.push_back(read(item));
    if (body.rows.back().sku.empty()) body.rows.back().wrong = "sku is required";
  }
  return body;
}

// The text between the head of the part named `file` and the boundary that ends it.
std::optional<FeedFile> file_part(std::string_view body, std::string_view boundary) {
  const std::string mark = "--" + std::string(boundary);
  for (auto at = body.find(mark); at != std::string_view::npos; at = body.find(mark, at + 1)) {
    const auto head_end = body.find("\r\n\r\n", at);
    const auto end = head_end == std::string_view::npos ? head_end : body.find("\r\n" + mark, head_end);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view head = body.substr(at, head_end - at);
    if (head.find("name=\"file\"") == std::string_view::npos) continue;
    FeedFile file;
    file.text = body.substr(head_end + 4, end - head_end - 4);
    constexpr std::string_view name = "filename=\"";
    if (const auto begin = head.find(name); begin != std::string_view::npos)
      file.name = head.substr(begin + name.size(), head.find('"', begin + name.size()) - begin - name.size());
    return file;
  }
  return std::nullopt;
}

}  // namespace

const FeedType* feed_type(std::string_view name) {
  const auto* found =
      std::find_if(types.begin(), types.end(), [&](const FeedType& type) { return type.name == name; });
  return found == types.end() ? nullptr : found;
}

std::optional<FeedFile> feed_file(const wire::HttpRequest& request) {
  const std::string_view type = wire::header(request.headers, "Content-Type").value_or("");
  if (!type.starts_with("multipart/form-data")) return FeedFile{request.body, ""};
  constexpr std::string_view name = "boundary=";
  const auto at = type.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view boundary = type.substr(at + name.size());
  boundary = boundary.substr(0, boundary.find(';'));
  if (boundary.size() > 1 && boundary.front() == '"') boundary = boundary.substr(1, boundary.size() - 2);
  return file_part(request.body, boundary);
}

FeedBody read_feed(const FeedType& type, std::string_view file) {
  const auto tree = parse_json(file, "the feed");
  if (!tree || !tree->is_object()) return spoiled("the feed is not a JSON object");
  const auto version = [&](std::string_view head) { return text_in(child(*tree, head), "version"); };
  if (type.name == "inventory") {
    if (version("InventoryHeader") != "1.4") return spoiled("InventoryHeader.version 1.4 is expected");
    return rows_of(*tree, "Inventory", inventory_row);
  }
  if (type.name == "MP_INVENTORY") {
    if (version("inventoryHeader") != "1.5") return spoiled("inventoryHeader.version 1.5 is expected");
    return rows_of(*tree, "inventory", nodes_row);
  }
  if (type.name == "price") {
    if (version("PriceHeader") != "1.7") return spoiled("PriceHeader.version 1.7 is expected");
    return rows_of(*tree, "Price", price_row);
  }
  const Json& head = child(*tree, "MPItemFeedHeader");
  if (text_in(head, "businessUnit") != "WALMART_US" || text_in(head, "locale") != "en" ||
      !text_in(head, "version").starts_with("2.0."))
    return spoiled("MPItemFeedHeader is not complete");
  return rows_of(*tree, "MPItem", offer_row);
}

}  // namespace crosswalk::simulator
