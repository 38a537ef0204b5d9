#include "cloudsuite/gl_row.h"

#include <array>

#include "base/json_tree.h"

namespace crosswalk::cloudsuite {
namespace {

struct FieldLength {
  std::string_view name;
  std::size_t most = 0;
};

// cloudsuite.md §5.1.
constexpr std::array<FieldLength, 18> lengths = {{
    {"AccountingEntity", 12},
    {"ToAccountingEntity", 12},
    {"OrganizationCode", 40},
    {"AccountingUnit", 25},
    {"AccountCode", 26},
    {"GeneralLedgerEvent", 15},
    {"JournalCode", 6},
    {"TransactionDate", 8},
    {"PostingDate", 8},
    {"Reference", 40},
    {"Description", 60},
    {"DocumentNumber", 30},
    {"CurrencyCode", 5},
    {"System", 2},
    {"Status", 1},
    {"FinanceEnterpriseGroup", 4},
    {"TransactionAmount", 22},
    {customer_field, 15},
}};
constexpr std::size_t dimension_length = 15;
constexpr char day_mark = '@';
// Not said behind it: Reference has no room for it.
constexpr std::string_view century = "20";

constexpr std::string_view amount_key = "\"TransactionAmount\":";

Result<void> check_length(const std::string& name, const std::string& value) {
  if (value.size() <= longest(name)) return {};
  return fail(ErrorKind::config, name + " takes " + std::to_string(longest(name)) +
                                     " characters in CloudSuite, and \"" + value + "\" is longer");
}

}  // namespace

std::string landmark_date(Date date) {
  std::string text = date.text();
  std::erase(text, '-');
  return text;
}

Result<Date> parse_landmark_date(std::string_view text) {
  if (text.size() != 8) return fail(ErrorKind::outside, "\"" + std::string(text) + "\" is no YYYYMMDD");
  return Date::parse(std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" +
                     std::string(text.substr(6)));
}

std::size_t longest(std::string_view field_name) {
  if (field_name.starts_with("FinanceDimension")) return dimension_length;
  for (const FieldLength& each : lengths)
    if (each.name == field_name) return each.most;
  return 0;
}

void post_on(GlRow& row, Date posting) {
  std::string& date = row.fields["PostingDate"];
  const auto day = parse_landmark_date(date);
  if (!day || *day == posting) return;
  row.line += day_mark + date.substr(century.size());
  date = landmark_date(posting);
  std::string& words = row.fields["Description"];
  words = cut(day->text() + ": " + words, longest("Description"));
}

void post_on_its_day(GlRow& row) {
  const auto at = row.line.find(day_mark);
  if (at == std::string::npos) return;
  row.fields["PostingDate"] = std::string(century) + row.line.substr(at + 1);
  row.line.resize(at);
}

bool is_counter(const GlRow& row) {
  return std::string_view(row.line).substr(0, row.line.find(day_mark)) == counter_line;
}

std::string identity_of(const GlRow& row) {
  std::string identity = row.line;
  for (const auto& [name, value] : row.fields)
    if (name != "Description" && name != "TransactionDate") identity += "\n" + name + "=" + value;
  return identity;
}

std::string cut(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

std::string mark_of(const Document& document) {
  return document.step == 1 ? document.key : document.key + ":" + std::to_string(document.step);
}

Result<std::string> content_of(const std::vector<GlRow>& rows, const std::string& mark) {
  Json list = Json::array();
  for (const GlRow& row : rows) {
    Json fields = Json::object();
    for (const auto& [name, value] : row.fields) {
      if (auto fits = check_length(name, value); !fits) return fits.error();
      fields[name] = value;
    }
    const std::string reference = mark + "/" + row.line;
    if (auto fits = check_length("Reference", reference); !fits) return fits.error();
    fields["Reference"] = reference;
    fields["TransactionAmount"] = row.amount.text(2);
    list.push_back(std::move(fields));
  }
  return to_text({{"Rows", std::move(list)}});
}

Result<std::vector<GlRow>> rows_in(const std::string& content, const std::string& whose) {
  const auto json = parse_json(content, "the content of " + whose);
  if (!json) return json.error();
  const auto list = json->find("Rows");
  if (list == json->end() || !list->is_array())
    return fail(ErrorKind::internal, "the content of " + whose + " holds no rows");
  std::vector<GlRow> rows;
  for (const Json& element : *list) {
    GlRow row;
    const auto amount = decimal_in(element, "TransactionAmount");
    if (!amount) return amount.error();
    row.amount = *amount;
    for (const auto& [name, value] : element.items())
      if (name != "TransactionAmount" && name != "Reference" && value.is_string())
        row.fields[name] = value.get<std::string>();
    const std::string reference = text_in(element, "Reference");
    row.line = reference.substr(reference.find('/') + 1);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::size_t row_count(std::string_view content) {
  std::size_t count = 0;
  for (auto at = content.find(amount_key); at != std::string_view::npos;
       at = content.find(amount_key, at + amount_key.size()))
    ++count;
  return count;
}

}  // namespace crosswalk::cloudsuite
