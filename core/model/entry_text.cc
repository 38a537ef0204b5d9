#include "model/entry_text.h"

#include <array>

#include "base/json_scan.h"
#include "base/json_writer.h"

namespace crosswalk {
namespace {

constexpr std::array roles = {"placed", "mirror", "receivable", "clearing", "moved", "accrued"};

// `scratch` holds one text after the other, so that none of them is allocated for itself.
void write_origin(JsonWriter& json, const Origin& origin, std::string& scratch) {
  origin.text_into(scratch);
  json.member("at", scratch);
}

template <std::size_t size>
void write_answer(JsonWriter& json, const char (&name)[size], const Answer& answer, std::string& scratch) {
  if (answer.origin.file.empty()) return;
  json.key(name).open_object();
  json.member("value", answer.value);
  write_origin(json, answer.origin, scratch);
  json.close_object();
}

void write_entry(JsonWriter& json, const Entry& entry, std::string& scratch) {
  json.open_object();
  json.member("role", roles.at(static_cast<std::size_t>(entry.role)));
  json.member("date", entry.date.text());
  json.key("amount").number(entry.amount.amount, 2);
  json.member("state", name_of(entry.state));
  if (!entry.refund.empty()) json.member("refund", entry.refund);
  if (!entry.purchase_order.empty()) json.member("order", entry.purchase_order);
  if (!entry.pays.empty()) json.member("pays", entry.pays);
  if (entry.goods_back) json.key("goods_back").boolean(true);
  if (entry.taken_back) json.key("taken_back").boolean(true);
  if (!entry.counter()) {
    json.member("key", entry.line_key);
    json.member("line", entry.order_line);
    json.member("class", name_of(entry.line_class));
    if (entry.tax_class != TaxClass::none) json.member("tax_class", name_of(entry.tax_class));
    json.key("quantity").number(entry.quantity);
    json.member("sku", entry.sku);
    json.member("description", entry.description);
    write_answer(json, "account", entry.answers.account, scratch);
    write_answer(json, "tax", entry.answers.tax, scratch);
    write_answer(json, "item", entry.answers.item, scratch);
    write_answer(json, "described", entry.answers.description, scratch);
    write_answer(json, "dated", entry.answers.date, scratch);
    write_answer(json, "cost", entry.answers.cost, scratch);
    write_answer(json, "catalogue", entry.answers.catalogue, scratch);
    if (!entry.answers.tracking.empty()) {
      json.key("tracking").open_array();
      for (const auto& answer : entry.answers.tracking) {
        json.open_object().member("category", answer.category).member("option", answer.option);
        write_origin(json, answer.origin, scratch);
        json.close_object();
      }
      json.close_array();
    }
    json.member("version", entry.version);
  }
  json.close_object();
}

// "2026-01-30 1.351351,2026-02-03 1.36": one text, so that a comparison can leave it out (entry_essence.h).
std::string rates_text(const std::vector<DayRate>& rates) {
  std::string out;
  for (const DayRate& known : rates) {
    if (!out.empty()) out += ',';
    out += known.day.text() + " " + known.rate.text();
  }
  return out;
}

Result<std::vector<DayRate>> read_rates(std::string_view text) {
  std::vector<DayRate> rates;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(','));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    const auto blank = one.find(' ');
    if (blank == std::string_view::npos) return fail(ErrorKind::invalid, "a rate says no day");
    const auto day = Date::parse(one.substr(0, blank));
    if (!day) return day.error();
    const auto rate = Decimal::parse(one.substr(blank + 1));
    if (!rate) return rate.error();
    rates.push_back({*day, *rate});
  }
  return rates;
}

// "rules/tax.lua:7" back into file and line.
Origin read_origin(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {std::string(text), 0};
  int line = 0;
  for (std::size_t i = colon + 1; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return {std::string(text), 0};
    line = line * 10 + (text[i] - '0');
  }
  return {std::string(text.substr(0, colon)), line};
}

// Reads member by member in one pass, because a preview reads a hundred thousand of these. The first thing
// that is wrong stays in `trouble`.
class Reader {
 public:
  explicit Reader(Entries& entries) : entries_(entries) {}

  Result<void> read(scan::object object) {
    each(object, [this](std::string_view name, scan::value& value) { head(name, value); });
    for (Entry& entry : entries_.entries) entry.amount.currency = entries_.currency;
    return trouble_;
  }

 private:
  void head(std::string_view name, scan::value& value) {
    if (name == "pair") {
      entries_.record.pair = text(value);
    } else if (name == "kind") {
      keep(record_kind_named(text(value)), entries_.record.kind, name);
    } else if (name == "id") {
      entries_.record.id = text(value);
    } else if (name == "revision") {
      std::int64_t revision = 0;
      check(value.get_int64().get(revision), name);
      entries_.revision = static_cast<int>(revision);
    } else if (name == "book") {
      entries_.mode = text(value) == "created" ? BookMode::created : BookMode::shipped;
    } else if (name == "posting") {
      entries_.posting = text(value) == "settlement" ? Posting::settlement : Posting::order;
    } else if (name == "currency") {
      keep(Currency::parse(text(value)), entries_.currency, name);
    } else if (name == "order_date") {
      keep(Date::parse(text(value)), entries_.order_date, name);
    } else if (name == "contact") {
      entries_.contact = text(value);
    } else if (name == "customer_order") {
      entries_.customer_order = text(value);
    } else if (name == "reference") {
      entries_.reference = text(value);
    } else if (name == "customers") {
      entries_.customers = text(value);
    } else if (name == "rates") {
      keep(read_rates(text(value)), entries_.rates, name);
    } else if (name == "entries") {
      each_item(value, [this](scan::value& item) {
        Entry& entry = entries_.entries.emplace_back();
        needed_ = 3;
        each(item, [&](std::string_view member, scan::value& inner) { read_entry(entry, member, inner); });
        if (needed_ != 0 && trouble_)
          trouble_ = fail(ErrorKind::invalid, "an entry lacks its date, state or amount", "entries");
      });
    }
  }

  void read_entry(Entry& entry, std::string_view name, scan::value& value) {
    if (name == "role") {
      const auto role = text(value);
      for (std::size_t i = 0; i < roles.size(); ++i)
        if (role == roles.at(i)) entry.role = static_cast<EntryRole>(i);
    } else if (name == "date") {
      keep(Date::parse(text(value)), entry.date, name);
      --needed_;
    } else if (name == "amount") {
      --needed_;
      keep(Decimal::parse_json(trimmed_token(value.raw_json_token())), entry.amount.amount, name);
    } else if (name == "state") {
      choose(value, entry.state, UnitState::cancelled, name);
      --needed_;
    } else if (name == "key") {
      entry.line_key = text(value);
    } else if (name == "line") {
      entry.order_line = text(value);
    } else if (name == "class") {
      choose(value, entry.line_class, LineClass::other, name);
    } else if (name == "tax_class") {
      choose(value, entry.tax_class, TaxClass::seller, name);
    } else if (name == "quantity") {
      keep(Decimal::parse_json(trimmed_token(value.raw_json_token())), entry.quantity, name);
    } else if (name == "sku") {
      entry.sku = text(value);
    } else if (name == "description") {
      entry.description = text(value);
    } else if (name == "version") {
      entry.version = text(value);
    } else if (name == "refund") {
      entry.refund = text(value);
    } else if (name == "order") {
      entry.purchase_order = text(value);
    } else if (name == "pays") {
      entry.pays = text(value);
    } else if (name == "goods_back") {
      check(value.get_bool().get(entry.goods_back), name);
    } else if (name == "taken_back") {
      check(value.get_bool().get(entry.taken_back), name);
    } else {
      read_answers(entry.answers, name, value);
    }
  }

  void read_answers(LineAnswers& answers, std::string_view name, scan::value& value) {
    Answer* answer = name == "account"     ? &answers.account
                     : name == "tax"       ? &answers.tax
                     : name == "item"      ? &answers.item
                     : name == "described" ? &answers.description
                     : name == "dated"     ? &answers.date
                     : name == "cost"      ? &answers.cost
                     : name == "catalogue" ? &answers.catalogue
                                           : nullptr;
    if (answer != nullptr)
      each(value, [&](std::string_view member, scan::value& inner) {
        if (member == "value") answer->value = text(inner);
        if (member == "at") answer->origin = read_origin(text(inner));
      });
    if (name != "tracking") return;
    each_item(value, [&](scan::value& item) {
      TrackingAnswer& tracking = answers.tracking.emplace_back();
      each(item, [&](std::string_view member, scan::value& inner) {
        if (member == "category") tracking.category = text(inner);
        if (member == "option") tracking.option = text(inner);
        if (member == "at") tracking.origin = read_origin(text(inner));
      });
    });
  }

  // Every member of an object.
  template <class Object, class Each>
  void each(Object&& object, const Each& member) {
    scan::object opened;
    if constexpr (std::is_same_v<std::decay_t<Object>, scan::object>)
      opened = object;
    else if (!check(object.get_object().get(opened), ""))
      return;
    for (auto field : opened) {
      std::string_view name;
      scan::value value;
      if (!check(field.unescaped_key().get(name), "") || !check(field.value().get(value), name)) return;
      member(name, value);
      if (!trouble_) return;
    }
  }
  template <class Each>
  void each_item(scan::value& list, const Each& item) {
    scan::array opened;
    if (!check(list.get_array().get(opened), "entries")) return;
    for (auto found : opened) {
      scan::value value;
      if (!check(found.get(value), "entries")) return;
      item(value);
      if (!trouble_) return;
    }
  }
  std::string_view text(scan::value& value) {
    std::string_view found;
    check(value.get_string().get(found), "");
    return found;
  }
  template <class Enum>
  void choose(scan::value& value, Enum& into, Enum last, std::string_view name) {
    const auto found = text(value);
    for (int i = 0; i <= static_cast<int>(last); ++i)
      if (name_of(static_cast<Enum>(i)) == found) {
        into = static_cast<Enum>(i);
        return;
      }
    trouble_ =
        fail(ErrorKind::invalid, "\"" + std::string(found) + "\" is not known here", std::string(name));
  }
  template <class T>
  void keep(const Result<T>& read, T& into, std::string_view name) {
    if (read)
      into = *read;
    else
      trouble_ = fail(ErrorKind::invalid, read.error().message, std::string(name));
  }
  bool check(simdjson::error_code error, std::string_view name) {
    if (error != simdjson::SUCCESS && trouble_) trouble_ = Scanner::broken(error, std::string(name));
    return error == simdjson::SUCCESS;
  }

  Entries& entries_;
  int needed_ = 0;  // members of the entry that are still to come
  Result<void> trouble_;
};

}  // namespace

void write_entries(const Entries& entries, std::string& out) {
  JsonWriter json(out);
  json.open_object();
  json.member("pair", entries.record.pair);
  json.member("kind", name_of(entries.record.kind));
  json.member("id", entries.record.id);
  json.member("revision", entries.revision);
  json.member("book", entries.mode == BookMode::created ? "created" : "shipped");
  if (entries.posting == Posting::settlement) json.member("posting", "settlement");
  json.member("currency", entries.currency.code());
  json.member("order_date", entries.order_date.text());
  json.member("contact", entries.contact);
  json.member("customer_order", entries.customer_order);
  if (!entries.reference.empty()) json.member("reference", entries.reference);
  if (!entries.customers.empty()) json.member("customers", entries.customers);
  if (!entries.rates.empty()) json.member("rates", rates_text(entries.rates));
  json.key("entries").open_array();
  std::string scratch;
  for (const auto& entry : entries.entries) write_entry(json, entry, scratch);
  json.close_array();
  json.close_object();
}

Result<Entries> read_entries(std::string_view text) {
  static thread_local Scanner scanner;
  auto document = scanner.open(text);
  if (!document) return document.error();
  scan::object object;
  if (const auto error = document->get_object().get(object); error != simdjson::SUCCESS)
    return Scanner::broken(error, "the stored entries");
  Entries entries;
  if (auto read = Reader(entries).read(object); !read) return read.error();
  const char* behind = nullptr;
  if (document->current_location().get(behind) == simdjson::SUCCESS)
    return fail(ErrorKind::invalid, "something stands behind the stored entries");
  if (entries.currency.empty())
    return fail(ErrorKind::invalid, "the stored entries do not say in which currency they are");
  return entries;
}

}  // namespace crosswalk
