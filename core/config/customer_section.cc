#include "config/customer_section.h"

#include <algorithm>

#include "config/quantity.h"

namespace crosswalk::config {
namespace {

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_value = 100;

// A class, field or action of Landmark: "CompanyCustomer", "CompanyCustomerImport.RunGroup".
Result<std::string> parse_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
  };
  if (!text.empty() && text.size() <= longest_name && std::all_of(text.begin(), text.end(), fits))
    return std::string(text);
  return fail(ErrorKind::config, "a name of Landmark, of letters, digits, dots and underscores, is expected");
}

std::string name_in(const Section& section, std::string_view key, std::string otherwise) {
  return section.optional(key, std::move(otherwise), parse_name).value;
}

void read_fields(const Section& customers, CustomerSection& read) {
  const Section fields =
      customers.section("fields", {"code", "name", "email", "external_id", "active", "company", "run_group"});
  // A finance dimension's own codes may be the customers.
  const bool dimension = read.business_class.starts_with("FinanceDimension");
  read.code_field = name_in(fields, "code", dimension ? read.business_class : "Customer");
  read.name_field = name_in(fields, "name", dimension ? "Description" : "CustomerName");
  read.email_field = name_in(fields, "email", {});
  read.external_id_field = name_in(fields, "external_id", {});
  read.active_field = name_in(fields, "active", "Active");
  read.company_field = name_in(fields, "company", "Company");
  read.run_group_field = name_in(fields, "run_group", "RunGroup");
}

}  // namespace

Result<std::string> CodeParser::operator()(std::string_view text) const {
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](char c) { return c >= ' ' && c < '\x7F' && c != '"' && c != '*'; });
  if (plain && !text.empty() && text.size() <= most) return std::string(text);
  return fail(ErrorKind::config, "a code of at most " + std::to_string(most) +
                                     " plain characters, without quotes and stars, is expected");
}

std::optional<CustomerSection> read_customers(const Section& system) {
  if (!system.has("customers")) return std::nullopt;
  const Section customers =
      system.section("customers", {"class", "company", "fields", "create", "import_class", "import_action",
                                   "interface", "import_values"});
  CustomerSection read;
  read.where = customers.where();
  read.business_class = name_in(customers, "class", "CompanyCustomer");
  read.company = customers.optional("company", std::string(), code_of(12)).value;
  read_fields(customers, read);
  read.create = customers.optional("create", false, parse_flag).value;
  read.import_class = name_in(customers, "import_class", {});
  read.import_action = name_in(customers, "import_action", "Create");
  read.interface_operation = name_in(customers, "interface", {});
  const Section values = customers.section("import_values", {});
  for (const std::string& field : values.keys()) {
    if (const auto name = parse_name(field); !name) values.refuse(field, name.error().message);
    read.import_values[field] = values.required(field, std::string(), code_of(longest_value)).value;
  }
  if (read.create && read.import_class.empty())
    customers.refuse("create",
                     "missing customers are made through an import class: name it as import_class, such as "
                     "CompanyCustomerImport, with the operation that takes its rows over as interface");
  return read;
}

}  // namespace crosswalk::config
