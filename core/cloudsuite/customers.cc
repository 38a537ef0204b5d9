#include "cloudsuite/customers.h"

#include <algorithm>

#include "base/json_tree.h"
#include "cloudsuite/gl_row.h"
#include "cloudsuite/list.h"
#include "cloudsuite/query.h"
#include "cloudsuite/reference.h"

namespace crosswalk::cloudsuite {
namespace {

constexpr int page_rows = 1'000;
constexpr std::size_t longest_code = 15;  // as of a finance dimension, which may have to hold it

Result<std::vector<LedgerCustomer>> read_list_of(const Settings& settings, const std::string& filter,
                                                 Connection& connection, const Stop& stop) {
  const CustomerSettings& said = settings.customers;
  ListQuery query{said.business_class, {said.code_field}, filter, "", page_rows};
  for (const std::string* name :
       {&said.name_field, &said.email_field, &said.external_id_field, &said.active_field})
    if (!name->empty()) query.fields.push_back(*name);
  const auto rows = read_list(connection, query, stop);
  if (!rows) return rows.error();
  std::vector<LedgerCustomer> customers;
  customers.reserve(rows->size());
  for (const Fields& row : *rows) {
    LedgerCustomer& customer = customers.emplace_back();
    customer.code = field(row, said.code_field);
    if (customer.code.empty())
      return fail(ErrorKind::config, said.business_class + " lists a customer without " + said.code_field +
                                         ": name the field that holds the code under "
                                         "cloudsuite.customers.fields");
    customer.name = field(row, said.name_field);
    customer.email = field(row, said.email_field);
    customer.external_id = field(row, said.external_id_field);
    customer.active = is_active(row, said.active_field);
  }
  return customers;
}

std::string whose(const Settings& settings) {
  const CustomerSettings& said = settings.customers;
  std::string filter = equals("FinanceEnterpriseGroup", settings.enterprise_group);
  if (!said.company.empty()) filter = all_of({filter, equals(said.company_field, said.company)});
  return filter;
}

}  // namespace

std::string customer_source(const Settings& settings) {
  const CustomerSettings& said = settings.customers;
  if (said.business_class.empty()) return {};
  return said.business_class + " where " + whose(settings) + ": " + said.code_field + ", " + said.name_field +
         ", " + said.email_field + ", " + said.external_id_field + ", " + said.active_field;
}

Result<std::vector<LedgerCustomer>> read_customers(const Settings& settings, Connection& connection,
                                                   const Stop& stop) {
  return read_list_of(settings, whose(settings), connection, stop);
}

Result<std::optional<LedgerCustomer>> find_customer(const Settings& settings, const std::string& code,
                                                    Connection& connection, const Stop& stop) {
  const std::string filter = all_of({whose(settings), equals(settings.customers.code_field, code)});
  auto rows = read_list_of(settings, filter, connection, stop);
  if (!rows) return rows.error();
  for (LedgerCustomer& customer : *rows)
    if (customer.code == code) return std::optional(std::move(customer));
  return std::optional<LedgerCustomer>();
}

const std::string& customer_code(const Settings& settings, const std::string& contact) {
  const auto known = settings.customer_codes.find(contact);
  return known == settings.customer_codes.end() ? contact : known->second;
}

int dimension_of_customers(const Settings& settings) {
  const std::string name = "FinanceDimension" + std::to_string(settings.customer_dimension);
  const CustomerSettings& said = settings.customers;
  return said.business_class == name || (said.create && said.import_class == name)
             ? 0
             : settings.customer_dimension;
}

Result<Document> customer_document(const Settings& settings, const Entries& entries) {
  const CustomerSettings& said = settings.customers;
  const std::string& code = customer_code(settings, entries.contact);
  const bool plain =
      std::all_of(code.begin(), code.end(), [](char c) { return c >= ' ' && c < '\x7f' && c != '"'; });
  if (code.empty() || code.size() > longest_code || !plain)
    return fail(ErrorKind::config, "the contact \"" + code +
                                       "\" is no customer's code, which takes 1 to 15 plain characters; give "
                                       "it one under cloudsuite.customer_codes");
  Json fields = Json::object();
  for (const auto& [name, value] : said.import_values) fields[name] = value;
  fields["FinanceEnterpriseGroup"] = settings.enterprise_group;
  if (!said.company.empty()) fields[said.company_field] = said.company;
  fields[said.code_field] = code;
  // Where the rule answers with a name, that is it; a code is all that is known otherwise.
  if (!said.name_field.empty()) fields[said.name_field] = entries.contact;
  Document document;
  document.pair = entries.record.pair;
  document.kind = DocumentKind::contact;
  document.key = code;
  document.content = to_text({{"Customer", std::move(fields)}});
  return document;
}

}  // namespace crosswalk::cloudsuite
