#include "xero/catalogue.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::xero {
namespace {

// xero.md §5.5, and the same in Xero's own description.
constexpr std::size_t longest_name = 50;
constexpr std::size_t longest_description = 4'000;
constexpr std::size_t longest_option = 100;
constexpr int price_places = 4;

std::string cut(std::string text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
    --size;  // not inside a character
  text.resize(size);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

// Of the member SalesDetails, as JSON.
using Sales = std::map<std::string, std::string>;

std::string with_sales(const Json& content, const Sales& sales) {
  std::string text = to_text(content);
  if (sales.empty()) return text;
  text.back() = ',';
  text += "\"SalesDetails\":{";
  for (const auto& [name, value] : sales) text += (text.back() == '{' ? "\"" : ",\"") + name + "\":" + value;
  return text + "}}";
}

class CatalogueDrafter {
 public:
  CatalogueDrafter(const Entries& entries, const Settings& settings, const Catalogue* known, Drafting& out)
      : entries_(entries), settings_(settings), known_(known), out_(out) {}

  Result<void> run() {
    for (const Entry& entry : entries_.entries) {
      const Answer& said = entry.answers.catalogue;
      if (said.value.empty()) continue;
      if (!entry.answers.item.value.empty())
        if (auto done = item(entry, said); !done) return done;
      for (const TrackingAnswer& tracking : entry.answers.tracking)
        if (auto done = option(tracking, said); !done) return done;
    }
    out_.documents.insert(out_.documents.begin(), made_.begin(), made_.end());
    return {};
  }

 private:
  Result<void> item(const Entry& entry, const Answer& said) {
    const std::string& code = entry.answers.item.value;
    const std::string named = "\"ItemCode\":" + to_text(Json(code));
    if (!is_named(named) || !seen_.insert("item " + code).second) return {};
    if (known_ == nullptr) return not_read("item " + code, said);
    const auto stands = known_->items.find(code);
    if (stands != known_->items.end()) {
      if (said.value == "update") update(stands->second, entry);
      return {};
    }
    if (settings_.create_items.empty())
      return fail(ErrorKind::config,
                  "Xero has no item " + code +
                      ", and the catalogue rule lets it be made, but xero.items.create of the pair names no "
                      "field; name some there, or add the item in Xero",
                  said.origin.text());
    Json content = {{"Code", code}};
    Sales sales;
    for (const ItemField field : settings_.create_items) say(field, entry, content, sales);
    add(DocumentKind::item, code, with_sales(content, sales), named);
    return {};
  }

  // What Xero shows and the line says otherwise.
  void update(const LedgerItem& item, const Entry& entry) {
    Json content = {{"ItemID", item.id}, {"Code", item.code}};
    Sales sales;
    if (item.price) sales["UnitPrice"] = item.price->text();
    if (!item.sales_account.empty()) sales["AccountCode"] = to_text(Json(item.sales_account));
    if (!item.sales_tax.empty()) sales["TaxType"] = to_text(Json(item.sales_tax));
    const Json head = content;
    const Sales before = sales;
    for (const ItemField field : settings_.update_items) say(field, entry, content, sales);
    const auto same = [&](const char* field, const std::string& stands) {
      if (content.contains(field) && text_in(content, field) == stands) content.erase(field);
    };
    same("Name", item.name);
    same("Description", item.description);
    if (sales == before && content == head) return;
    if (sales == before) sales.clear();
    Document document;
    document.pair = entries_.record.pair;
    document.kind = DocumentKind::item;
    document.operation = Operation::update;
    document.key = item.code + "@" + item.changed;
    document.content = with_sales(content, sales);
    made_.push_back(std::move(document));
  }

  void say(ItemField field, const Entry& entry, Json& content, Sales& sales) const {
    switch (field) {
      case ItemField::name:
        if (auto name = cut(entry.description, longest_name); !name.empty()) content["Name"] = name;
        return;
      case ItemField::description:
        if (auto text = cut(entry.description, longest_description); !text.empty())
          content["Description"] = text;
        return;
      case ItemField::sales_account:
        if (!entry.answers.account.value.empty())
          sales["AccountCode"] = to_text(Json(entry.answers.account.value));
        return;
      case ItemField::sales_tax:
        if (!entry.answers.tax.value.empty()) sales["TaxType"] = to_text(Json(entry.answers.tax.value));
        return;
      case ItemField::sales_price:
        if (const auto price = unit_price(entry)) sales["UnitPrice"] = price->text();
        return;
    }
  }

  std::optional<Decimal> unit_price(const Entry& entry) const {
    const Decimal amount = entry.amount.amount.negated();
    const bool sold = entry.line_class == LineClass::product && entry.refund.empty() &&
                      !amount.is_negative() && !amount.is_zero() && !entry.quantity.is_zero() &&
                      !entry.quantity.is_negative();
    if (!sold || known_ == nullptr || !(entry.amount.currency == known_->base)) return std::nullopt;
    const auto price = scale(amount, Decimal::one, entry.quantity.units(), price_places);
    const auto back = price ? multiply(*price, entry.quantity) : price;
    if (!back || *back != amount) return std::nullopt;
    return *price;
  }

  Result<void> option(const TrackingAnswer& tracking, const Answer& said) {
    const std::string named = "\"Option\":" + to_text(Json(tracking.option)) + "}";
    const std::string key = tracking.category + "/" + tracking.option;
    if (!is_named(named) || !seen_.insert("option " + key).second) return {};
    if (known_ == nullptr) return not_read("tracking option " + key, said);
    if (known_->options.contains({tracking.category, tracking.option})) return {};
    if (!settings_.create_tracking)
      return fail(ErrorKind::config,
                  "Xero has no tracking option " + key +
                      ", and the catalogue rule lets it be made, but the pair does not say xero.tracking: "
                      "{create: true}; say it there, or add the option in Xero",
                  said.origin.text());
    const auto category = known_->categories.find(tracking.category);
    if (category == known_->categories.end())
      return fail(ErrorKind::config,
                  "Xero has no active tracking category \"" + tracking.category + "\" that the option \"" +
                      tracking.option + "\" could be made in; add the category in Xero",
                  tracking.origin.text());
    if (tracking.option.size() > longest_option)
      return fail(ErrorKind::config,
                  "Xero takes no tracking option of more than 100 characters: " + tracking.option +
                      "; mend the tracking rule",
                  tracking.origin.text());
    add(DocumentKind::tracking_option, key,
        to_text(Json{{"TrackingCategoryID", category->second}, {"Name", tracking.option}}), named);
    return {};
  }

  static Result<void> not_read(const std::string& what, const Answer& said) {
    return fail(ErrorKind::outside,
                "Xero's lists have not been read yet, so that nobody knows whether " + what +
                    " has to be made; replay it when Xero answers",
                said.origin.text());
  }

  static bool names(const Document& document, const std::string& named) {
    return document.operation != Operation::remove && document.operation != Operation::annul &&
           document.content.find(named) != std::string::npos;
  }

  bool is_named(const std::string& named) const {
    return std::any_of(out_.documents.begin(), out_.documents.end(),
                       [&](const Document& document) { return names(document, named); });
  }

  // What names it waits for it.
  void add(DocumentKind kind, const std::string& key, std::string content, const std::string& named) {
    for (Document& document : out_.documents)
      if (names(document, named)) document.depends_on.push_back({kind, key});
    Document document;
    document.pair = entries_.record.pair;
    document.kind = kind;
    document.key = key;
    document.content = std::move(content);
    made_.push_back(std::move(document));
  }

  const Entries& entries_;
  const Settings& settings_;
  const Catalogue* known_;
  Drafting& out_;
  std::set<std::string> seen_;
  std::vector<Document> made_;
};

}  // namespace

std::shared_ptr<const Catalogue> catalogue_of(const Reference& reference) {
  auto catalogue = std::make_shared<Catalogue>();
  catalogue->base = reference.base_currency;
  for (const LedgerItem& item : reference.items) catalogue->items.insert_or_assign(item.code, item);
  for (const LedgerTrackingOption& one : reference.tracking)
    catalogue->options.emplace(one.category, one.option);
  for (const LedgerTrackingCategory& one : reference.categories)
    if (one.active) catalogue->categories.insert_or_assign(one.name, one.id);
  return catalogue;
}

Result<void> draft_catalogue(const Entries& entries, const Settings& settings, const Catalogue* known,
                             Drafting& out) {
  return CatalogueDrafter(entries, settings, known, out).run();
}

}  // namespace crosswalk::xero
