#include "simulator/xero_invoice_line.h"

#include <algorithm>
#include <array>
#include <utility>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

using Numbers = std::array<std::pair<std::string_view, std::optional<Decimal>*>, 6>;

template <class T>
const T* by_name(const std::vector<T>& list, const std::string& id, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& one) {
    return id.empty() ? same_text(one.name, name) : same_text(one.id, id);
  });
  return found != list.end() && found->status == "ACTIVE" ? &*found : nullptr;
}

void read_account(const XeroOrganisation& organisation, const BodyValue& element, LinePlan& plan) {
  if (element.has("AccountID")) {
    const SimAccount* account = organisation.account_by_id(element.text_of("AccountID"));
    plan.next.account = account != nullptr ? account->code : element.text_of("AccountID");
  } else if (element.has("AccountCode")) {
    plan.next.account = element.text_of("AccountCode");
  }
  const SimAccount* account = organisation.account(plan.next.account);
  if (element.has("TaxType")) {
    plan.next.tax_type = element.text_of("TaxType");
  } else if (plan.next.tax_type.empty() && account != nullptr) {
    plan.next.tax_type = account->tax_type;
  }
}

void read_worth(const XeroOrganisation& organisation, const BodyValue& element, bool existed,
                LineAmountTypes types, int unit_places, const XeroSwitches& switches, LinePlan& plan) {
  SimLine& line = plan.next;
  LineFigures figures;
  std::optional<Decimal> tax;
  const Numbers numbers = {{{"Quantity", &figures.quantity},
                            {"UnitAmount", &figures.unit_amount},
                            {"LineAmount", &figures.line_amount},
                            {"DiscountRate", &figures.discount_rate},
                            {"DiscountAmount", &figures.discount_amount},
                            {"TaxAmount", &tax}}};
  for (const auto& [name, into] : numbers) {
    const auto number = number_of(element, name);
    if (!number) {
      // What Xero says of a number it cannot hold; it is misleading there as well.
      plan.errors.insert(plan.errors.end(), {"Account must be valid.", "Tax rate must be valid."});
      return;
    }
    *into = *number;
  }
  if (existed && !figures.quantity) figures.quantity = line.quantity;
  if (existed && !figures.unit_amount) figures.unit_amount = line.unit_amount;
  if (!figures.discount_rate && !figures.discount_amount) {
    figures.discount_rate = line.discount_rate;
    figures.discount_amount = line.discount_amount;
  }
  const auto worth = line_worth(figures, unit_places);
  if (!worth) {
    plan.errors.push_back(worth.error().message);
    return;
  }
  line.quantity = worth->quantity;
  line.unit_amount = worth->unit_amount;
  line.line_amount = worth->line_amount;
  line.discount_rate = figures.discount_rate;
  line.discount_amount = figures.discount_amount;
  line.tax_stated = tax.has_value() && types != LineAmountTypes::no_tax;
  if (line.tax_stated) {
    const Decimal bound = switches.tax_bounded_by_unit ? line.unit_amount : line.line_amount;
    if (tax->magnitude() > bound.magnitude())
      plan.errors.emplace_back("TaxAmount specified cannot be greater than the UnitAmount");
    line.tax_amount = round(*tax, 2);
    return;
  }
  const auto computed = computed_tax(organisation, line, types);
  if (computed) line.tax_amount = *computed;
}

bool is_text_only(const BodyValue& element) {
  for (const std::string_view name : {"Quantity", "UnitAmount", "LineAmount", "TaxAmount", "ItemCode",
                                      "AccountCode", "AccountID", "TaxType"})
    if (element.has(name)) return false;
  return true;
}

}  // namespace

std::vector<std::string> read_line_tracking(const XeroOrganisation& organisation, const BodyValue& element,
                                            SimLine& line, const XeroSwitches& switches) {
  std::vector<std::string> errors;
  const BodyValue* list = element.find("Tracking");
  if (list == nullptr) return errors;
  line.tracking.clear();
  if (list->items.size() > 2) errors.emplace_back("A line item can have at most 2 tracking categories.");
  for (const BodyValue& one : list->items) {
    const std::string category_id = one.text_of("TrackingCategoryID");
    const std::string option_id = one.text_of("TrackingOptionID");
    const SimTracking* category = by_name(organisation.tracking, category_id, one.text_of("Name"));
    const SimOption* option =
        category != nullptr ? by_name(category->options, option_id, one.text_of("Option")) : nullptr;
    if (option == nullptr) {
      if (switches.unknown_tracking_refused)
        errors.push_back("The tracking option '" + (option_id.empty() ? one.text_of("Option") : option_id) +
                         "' does not exist or is archived in the tracking category '" +
                         (category_id.empty() ? one.text_of("Name") : category_id) + "'.");
      continue;
    }
    const bool twice =
        std::any_of(line.tracking.begin(), line.tracking.end(),
                    [&](const SimTrackingPair& pair) { return pair.category == category->name; });
    if (twice)
      errors.push_back("The tracking category '" + category->name + "' is used twice on one line item.");
    line.tracking.push_back({category->name, option->name});
  }
  return errors;
}

Result<std::optional<Decimal>> number_of(const BodyValue& element, std::string_view name) {
  const BodyValue* field = element.find(name);
  if (field == nullptr) return std::optional<Decimal>();
  const auto value = Decimal::parse(field->text);
  if (!value) return value.error();
  return std::optional(*value);
}

Result<Decimal> computed_tax(const XeroOrganisation& organisation, const SimLine& line,
                             LineAmountTypes types) {
  const SimTaxRate* rate = organisation.tax_rate(line.tax_type);
  return line_tax(line.line_amount, rate != nullptr ? rate->rate : Decimal{}, types);
}

LinePlan plan_line(const XeroOrganisation& organisation, const BodyValue& element, const SimLine& old,
                   LineAmountTypes types, int unit_places, const XeroSwitches& switches) {
  LinePlan plan{old, {}};
  SimLine& line = plan.next;
  const bool existed = !old.id.empty();
  if (element.has("Description")) line.description = element.text_of("Description");
  if (element.has("ItemCode")) line.item = element.text_of("ItemCode");
  const SimItem* item = organisation.item(line.item);
  if (line.description.empty() && item != nullptr) line.description = item->name;
  if (line.description.empty()) plan.errors.emplace_back("The line item description must be specified.");
  if (characters(line.description) > 4000)
    plan.errors.emplace_back("The line item description must be 4000 characters or less.");
  for (std::string& error : read_line_tracking(organisation, element, line, switches))
    plan.errors.push_back(std::move(error));
  line.text_only = existed ? old.text_only && is_text_only(element) : is_text_only(element);
  if (line.text_only) return plan;
  read_account(organisation, element, plan);
  if (line.account.empty() && item != nullptr && switches.item_supplies_account)
    line.account = item->sales_account;
  if (types == LineAmountTypes::no_tax) line.tax_type = "NONE";
  read_worth(organisation, element, existed && !old.text_only, types, unit_places, switches, plan);
  return plan;
}

std::vector<std::string> check_line(const XeroOrganisation& organisation, const SimLine& line,
                                    bool approved) {
  std::vector<std::string> errors;
  if (line.text_only) return errors;
  if (!line.item.empty() && organisation.item(line.item) == nullptr)
    errors.push_back("Item code '" + line.item + "' is not valid.");
  const SimAccount* account = organisation.account(line.account);
  if (account == nullptr) {
    if (approved || !line.account.empty())
      errors.push_back("Account code '" + line.account + "' is not a valid code for this document.");
  } else if (account->status != "ACTIVE") {
    errors.push_back(
        "Account code '" + line.account +
        "' has been archived, or has been deleted. Each line item must reference a valid account.");
  } else if (account->type == "BANK" || (!account->system.empty() && account->system != "ROUNDING")) {
    errors.push_back("Account code '" + line.account + "' is not a valid code for this document.");
  }
  const SimTaxRate* rate = organisation.tax_rate(line.tax_type);
  if (!line.tax_type.empty() && (rate == nullptr || rate->status != "ACTIVE")) {
    errors.push_back("The TaxType code '" + line.tax_type +
                     "' does not exist or cannot be used for this type of transaction");
  } else if (rate != nullptr && account != nullptr) {
    const auto classes = split(rate->can_apply, ' ');
    if (std::find(classes.begin(), classes.end(), account->account_class) == classes.end())
      errors.push_back("The TaxType code '" + line.tax_type + "' cannot be used with account code '" +
                       line.account + "'.");
  }
  return errors;
}

}  // namespace crosswalk::simulator::xero_sim
