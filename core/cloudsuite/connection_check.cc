#include "cloudsuite/connection_check.h"

#include <algorithm>

#include "cloudsuite/findings.h"
#include "cloudsuite/landmark_receivables.h"
#include "cloudsuite/reference.h"

namespace crosswalk::cloudsuite {
namespace {

bool has_account(const Reference& reference, const std::string& code) {
  return std::any_of(reference.accounts.begin(), reference.accounts.end(),
                     [&](const LedgerAccount& account) { return account.code == code && account.active; });
}

Error no_other_side(const Settings& settings) {
  return fail(ErrorKind::config, "nothing takes the other side of a sale of pair \"" + settings.pair +
                                     "\": name books.clearing_account, or cloudsuite.receivable_account for "
                                     "what shipped and is not paid");
}

void check_customers(const Settings& settings, Connection& connection, std::vector<Error>& findings,
                     const Stop& stop) {
  if (settings.customer_dimension == 0) return;
  const auto codes = read_dimension(settings, settings.customer_dimension, connection, stop);
  if (!codes) {
    findings.push_back(codes.error());
    return;
  }
  for (const auto& [contact, code] : settings.customers)
    if (std::find(codes->begin(), codes->end(), code) == codes->end())
      findings.push_back(fail(ErrorKind::config, "cloudsuite.customers says " + code + " for \"" + contact +
                                                     "\", and FinanceDimension" +
                                                     std::to_string(settings.customer_dimension) +
                                                     " has no active code of that name"));
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
  findings.push_back(fail(ErrorKind::config, found.error().message +
                                                 "; say under cloudsuite.receivables.names what the tenant's "
                                                 "own swagger calls it"));
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
    findings.push_back(fail(ErrorKind::config, "the ledger has no active account " +
                                                   settings.receivable_account +
                                                   ", which cloudsuite.receivable_account names"));
  check_customers(settings, connection, findings, stop);
  check_receivables(settings, connection, findings, stop);
  return findings;
}

}  // namespace crosswalk::cloudsuite
