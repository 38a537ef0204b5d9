#include "simulator/xero_items.h"

#include <algorithm>

#include "simulator/xero_invoice_line.h"
#include "simulator/xero_list.h"
#include "simulator/xero_settings.h"
#include "simulator/xero_text.h"
#include "simulator/xero_write.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::size_t most_items = 500;  // in one request

struct ItemPlan {
  SimItem next;
  bool not_found = false;
  std::vector<std::string> errors;
};

void write_details(JsonWriter& json, std::string_view name, const std::optional<Decimal>& price,
                   const std::string& account, const std::string& cost_account, const std::string& tax,
                   int unit_places) {
  json.open(name);
  if (price) json.number("UnitPrice", *price, unit_places);
  if (!account.empty()) json.text("AccountCode", account);
  if (!cost_account.empty()) json.text("COGSAccountCode", cost_account);
  if (!tax.empty()) json.text("TaxType", tax);
  json.close();
}

std::string item_json(const SimItem& item, int unit_places, const CallContext& context) {
  JsonWriter json(context.switches.date_offset);
  json.open();
  json.text("ItemID", item.id.empty() ? zero_guid : std::string_view(item.id));
  json.text("Code", item.code);
  json.text("Name", item.name);
  if (item.sold && !item.description.empty()) json.text("Description", item.description);
  if (item.purchased && !item.purchase_description.empty())
    json.text("PurchaseDescription", item.purchase_description);
  json.flag("IsSold", item.sold);
  json.flag("IsPurchased", item.purchased);
  json.flag("IsTrackedAsInventory", item.tracked());
  if (item.tracked()) {
    json.text("InventoryAssetAccountCode", item.asset_account);
    json.number("QuantityOnHand", item.on_hand, 4);
    json.number("TotalCostPool", item.cost_pool, 2);
  }
  if (item.sold)
    write_details(json, "SalesDetails", item.sales_price, item.sales_account, "", item.sales_tax,
                  unit_places);
  if (item.purchased)
    write_details(json, "PurchaseDetails", item.purchase_price, item.purchase_account, item.cost_account,
                  item.purchase_tax, unit_places);
  json.instant("UpdatedDateUTC", item.updated.value_or(settings_made));
  return json.take();
}

std::optional<FilterValue> field_of(const SimItem& item, std::string_view name) {
  if (same_text(name, "ItemID")) return FilterValue::of(item.id);
  if (same_text(name, "Code")) return FilterValue::of(item.code);
  if (same_text(name, "Name")) return optional_text(item.name);
  return std::nullopt;
}

int unit_places(const Query& query) {
  return query.get("unitdp") == "4" ? 4 : 2;
}

const SimItem* find(const XeroOrganisation& organisation, std::string_view named) {
  for (const SimItem& item : organisation.items)
    if (same_text(item.id, named) || same_text(item.code, named)) return &item;
  return nullptr;
}

void read_text(const BodyValue& element, std::string_view name, std::size_t longest, std::string& onto,
               std::vector<std::string>& errors) {
  if (element.has(name)) onto = element.text_of(name);
  if (characters(onto) > longest)
    errors.push_back("The field " + std::string(name) + " must be " + std::to_string(longest) +
                     " characters or less.");
}

void read_price(const BodyValue& details, int places, std::optional<Decimal>& onto) {
  const auto price = number_of(details, "UnitPrice");
  if (price && *price) onto = round(**price, places);
}

void check_accounts(const XeroOrganisation& organisation, ItemPlan& plan) {
  const SimItem& item = plan.next;
  for (const std::string& code : {item.sales_account, item.purchase_account, item.cost_account}) {
    const SimAccount* account = organisation.account(code);
    if (!code.empty() && (account == nullptr || account->status != "ACTIVE"))
      plan.errors.push_back("Account code '" + code + "' is not a valid code for this document.");
  }
  const SimAccount* asset = organisation.account(item.asset_account);
  if (!item.asset_account.empty() && (asset == nullptr || asset->type != "INVENTORY"))
    plan.errors.emplace_back("The InventoryAssetAccountCode must be an account of type INVENTORY.");
  if (item.asset_account.empty() != item.cost_account.empty())
    plan.errors.emplace_back(
        "Inventory tracked items need both InventoryAssetAccountCode and COGSAccountCode.");
  if (item.tracked() && !item.purchase_account.empty())
    plan.errors.emplace_back("Tracked items have a COGSAccountCode instead of a purchase AccountCode.");
}

ItemPlan plan_item(const XeroOrganisation& organisation, const BodyValue& element, WriteMode mode,
                   int places) {
  ItemPlan plan;
  plan.next.sales_account.clear();
  const SimItem* old = nullptr;
  const std::string id = element.text_of("ItemID");
  const SimItem* same_code = organisation.item(element.text_of("Code"));
  if (mode == WriteMode::upsert) {
    old = id.empty() ? same_code : find(organisation, id);
    plan.not_found = !id.empty() && old == nullptr;
    if (plan.not_found) return plan;
  }
  if (old != nullptr) plan.next = *old;
  const bool was_tracked = plan.next.tracked();
  SimItem& next = plan.next;
  read_text(element, "Code", 30, next.code, plan.errors);
  read_text(element, "Name", 50, next.name, plan.errors);
  read_text(element, "Description", 4000, next.description, plan.errors);
  read_text(element, "PurchaseDescription", 4000, next.purchase_description, plan.errors);
  if (next.code.empty()) plan.errors.emplace_back("The item Code must be specified.");
  if (same_code != nullptr && (old == nullptr || same_code->id != old->id))
    plan.errors.push_back("Price List Item with Code '" + next.code + "' already exists");
  if (element.has("InventoryAssetAccountCode"))
    next.asset_account = element.text_of("InventoryAssetAccountCode");
  if (const BodyValue* sales = element.find("SalesDetails")) {
    read_price(*sales, places, next.sales_price);
    if (sales->has("AccountCode")) next.sales_account = sales->text_of("AccountCode");
    if (sales->has("TaxType")) next.sales_tax = sales->text_of("TaxType");
  }
  if (const BodyValue* bought = element.find("PurchaseDetails")) {
    next.purchased = true;
    read_price(*bought, places, next.purchase_price);
    if (bought->has("AccountCode")) next.purchase_account = bought->text_of("AccountCode");
    if (bought->has("COGSAccountCode")) next.cost_account = bought->text_of("COGSAccountCode");
    if (bought->has("TaxType")) next.purchase_tax = bought->text_of("TaxType");
  }
  if (const auto sold = element.flag_of("IsSold")) next.sold = *sold;
  if (const auto bought = element.flag_of("IsPurchased")) next.purchased = *bought;
  if (old != nullptr && old->used && was_tracked != next.tracked())
    plan.errors.emplace_back("An item with transactions cannot become tracked, or cease to be.");
  check_accounts(organisation, plan);
  return plan;
}

}  // namespace

wire::HttpReply read_items(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                           const Query& query, const std::string& named, const CallContext& context) {
  const int places = unit_places(query);
  if (!named.empty()) {
    const SimItem* found = find(organisation, named);
    if (found == nullptr) return nothing_there();
    return envelope(context, "Items", "[" + item_json(*found, places, context) + "}]");
  }
  std::vector<ListRow> rows;
  for (const SimItem& item : organisation.items)
    rows.push_back({item.id, settings_made, item.updated.value_or(settings_made),
                    [&](std::string_view name) { return field_of(item, name); },
                    [&, places] { return item_json(item, places, context) + "}"; }});
  return list_reply(request, query, context, "Items", rows, Paging::never);
}

wire::HttpReply write_items(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                            const Query& query, const std::string& named, const CallContext& context) {
  auto elements = elements_of(body, "Items");
  if (!elements) return malformed_request("The request has no Items. Path 'Items'.");
  if (elements->size() > most_items)
    return malformed_request("A request can hold at most 500 Items. Path 'Items'.");
  if (!named.empty()) {
    const SimItem* target = find(organisation, named);
    if (target == nullptr || elements->size() != 1) return nothing_there();
    add_text(elements->front(), "ItemID", target->id);
  }
  if (auto refused = refused_shape(*elements, item_shape(), "Items")) return *refused;
  const int places = unit_places(query);
  for (const BodyValue& element : *elements)
    if (plan_item(organisation, element, mode, places).not_found) return nothing_there();
  return write_each(organisation, context, query, "Items", *elements, [&](const BodyValue& element) {
    ItemPlan plan = plan_item(organisation, element, mode, places);
    if (plan.errors.empty()) {
      plan.next.updated = context.now;
      if (plan.next.id.empty()) {
        plan.next.id = organisation.new_id("item");
        organisation.count_created("Items", plan.next.code);
        organisation.items.push_back(plan.next);
      } else {
        for (SimItem& item : organisation.items)
          if (item.id == plan.next.id) item = plan.next;
      }
    }
    return finished(item_json(plan.next, places, context), "", plan.errors, {}, context.switches);
  });
}

wire::HttpReply delete_item(XeroOrganisation& organisation, const std::string& named) {
  const SimItem* found = find(organisation, named);
  if (found == nullptr) return nothing_there();
  if (found->used && found->tracked())
    return api_exception(400, 10, "ValidationException",
                         "A tracked item with transactions cannot be deleted.");
  std::erase_if(organisation.items, [id = found->id](const SimItem& item) { return item.id == id; });
  return {204, {}, ""};
}

}  // namespace crosswalk::simulator::xero_sim
