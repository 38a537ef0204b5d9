#include "cloudsuite/connection_check.h"

#include <algorithm>

#include "cloudsuite/customers.h"
#include "cloudsuite/findings.h"
#include "cloudsuite/landmark_receivables.h"
#include "cloudsuite/list.h"
#include "cloudsuite/query.h"
#include "cloudsuite/reference.h"

namespace crosswalk::cloudsuite {
namespace {

bool has_account(const Reference& reference, const std::string& code) {
  return std::any_of(reference.accounts.begin(), reference.accounts.end(),
                     [&](const LedgerAccount& account) { return account.code == code && account.active; });
}

Error no_other_side(const Settings& settings) {
  return fail(ErrorKind::config,
              "nothing takes the other side of a sale of pair \"" + settings.pair +
                  "\": name books.clearing_account, or cloudsuite.receivable_account for "
                  "what shipped and is not paid",
              "cloudsuite.receivable_account");
}

// Codes that crosswalk.yaml gives to contacts must be codes of the dimension that says the customer.
void check_dimension(const Settings& settings, Connection& connection, std::vector<Error>& findings,
                     const Stop& stop) {
  if (settings.customer_dimension == 0) return;
  const auto codes = read_dimension(settings, settings.customer_dimension, connection, stop);
  if (!codes) {
    findings.push_back(codes.error());
    return;
  }
  const std::string name = "FinanceDimension" + std::to_string(settings.customer_dimension);
  const bool made_there = settings.customers.create && settings.customers.import_class == name;
  for (const auto& [contact, code] : settings.customer_codes)
    if (!made_there && std::find(codes->begin(), codes->end(), code) == codes->end())
      findings.push_back(fail(ErrorKind::config,
                              "cloudsuite.customer_codes says " + code + " for \"" + contact + "\", and " +
                                  name + " has no active code of that name",
                              "cloudsuite.customer_codes." + contact));
}

// Whether the tenant has the classes and fields that its receivables are asked for; of a run group and a
// number that nobody uses.
void check_receivables(const Settings& settings, Connection& connection, std::vector<Error>& findings,
                       const Stop& stop) {
  if (!settings.books_receivables) return;
  Attempt attempt;
  attempt.members.emplace_back().key = "CROSSWALK-CHECK";
  Sent sent;
  sent.run_group = "CROSSWALK_CHECK";
  sent.documents["CROSSWALK-CHECK"].number = "CROSSWALK-CHECK";
  const auto found =
      look_up(settings, LandmarkReceivables(settings).places(), attempt, sent, connection, stop);
  if (found) return;
  findings.push_back(fail(ErrorKind::config,
                          found.error().message +
                              "; say under cloudsuite.receivables.names what the tenant's "
                              "own swagger calls it",
                          "cloudsuite.receivables"));
}

// The class that customers are made through can be listed, at least. That it takes what we send shows when
// the first one is made: asking for it would make one.
void check_import(const Settings& settings, Connection& connection, std::vector<Error>& findings,
                  const Stop& stop) {
  const CustomerSettings& said = settings.customers;
  const auto rows = read_list(
      connection,
      {said.import_class,
       {said.code_field},
       all_of({equals("FinanceEnterpriseGroup", settings.enterprise_group), equals(said.code_field, "-")}),
       "",
       1},
      stop);
  if (!rows)
    findings.push_back(fail(rows.error().kind,
                            "cloudsuite.customers.import_class names " + said.import_class +
                                ", which cannot be listed: " + rows.error().message,
                            "cloudsuite.customers"));
}

// One by one, because the list may be long.
void check_customers(const Settings& settings, Connection& connection, std::vector<Error>& findings,
                     const Stop& stop) {
  const CustomerSettings& said = settings.customers;
  if (said.business_class.empty()) return;
  // Whoever it is: whether the class can be listed is what is asked.
  std::map<std::string, std::string> codes = {{"", "-"}};
  codes.insert(settings.customer_codes.begin(), settings.customer_codes.end());
  for (const auto& [contact, code] : codes) {
    const auto found = find_customer(settings, code, connection, stop);
    if (!found) {
      findings.push_back(fail(found.error().kind,
                              "cloudsuite.customers.class names " + said.business_class +
                                  ", whose customers cannot be read: " + found.error().message,
                              "cloudsuite.customers"));
      return;
    }
    const bool stands = found->has_value() && (*found)->active;
    if (!contact.empty() && !stands && !said.create)
      findings.push_back(fail(ErrorKind::config,
                              "cloudsuite.customer_codes says " + code + " for \"" + contact + "\", and " +
                                  said.business_class + " has no active customer of that code",
                              "cloudsuite.customer_codes." + contact));
  }
  if (said.create) check_import(settings, connection, findings, stop);
}

}  // namespace

std::vector<Error> check_connection(const Settings& settings, Connection& connection, Clock& clock,
                                    const Stop& stop) {
  const auto reference = read_reference(settings, connection, clock, stop);
  if (!reference) return {reference.error()};
  std::vector<Error> findings;
  if (settings.clearing_account.empty() && settings.receivable_account.empty())
    findings.push_back(no_other_side(settings));
  if (!settings.receivable_account.empty() && !has_account(*reference, settings.receivable_account))
    findings.push_back(fail(ErrorKind::config,
                            "the ledger has no active account " + settings.receivable_account +
                                ", which cloudsuite.receivable_account names",
                            "cloudsuite.receivable_account"));
  check_dimension(settings, connection, findings, stop);
  check_customers(settings, connection, findings, stop);
  check_receivables(settings, connection, findings, stop);
  return findings;
}

}  // namespace crosswalk::cloudsuite
