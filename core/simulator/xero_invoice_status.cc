// Status changes and lock dates of xero_invoice_plan.h.
#include <array>

#include "simulator/xero_invoice_plan.h"

namespace crosswalk::simulator::xero_sim {
namespace {

struct Step {
  std::string_view from;
  std::string_view to;
};

constexpr std::array<Step, 13> steps = {{{"DRAFT", "DRAFT"},
                                         {"DRAFT", "SUBMITTED"},
                                         {"DRAFT", "AUTHORISED"},
                                         {"DRAFT", "DELETED"},
                                         {"SUBMITTED", "SUBMITTED"},
                                         {"SUBMITTED", "AUTHORISED"},
                                         {"SUBMITTED", "DRAFT"},
                                         {"SUBMITTED", "DELETED"},
                                         {"AUTHORISED", "AUTHORISED"},
                                         {"AUTHORISED", "VOIDED"},
                                         {"PAID", "PAID"},
                                         {"PAID", "AUTHORISED"},  // sent back as it was read; it stays PAID
                                         {"PAID", "VOIDED"}}};    // allowed only while nothing is applied

constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

std::string spelled(Date date) {
  return std::to_string(date.day()) + " " + std::string(months.at(date.month() - 1)) + " " +
         std::to_string(date.year());
}

}  // namespace

Result<std::string> changed_status(const SimInvoice& old, const std::string& wanted) {
  for (const Step& step : steps) {
    if (step.from != old.status || step.to != wanted) continue;
    if (wanted == "VOIDED" && old.money_applied())
      return fail(ErrorKind::invalid,
                  "The status VOIDED cannot be applied to the " +
                      std::string(list_of(old) == SimList::invoices ? "invoice" : "credit note") +
                      " because it has payments or credit notes allocated to it.");
    return old.status == "PAID" && wanted == "AUTHORISED" ? old.status : wanted;
  }
  return fail(ErrorKind::invalid, std::string(list_of(old) == SimList::invoices ? "Invoice" : "Credit Note") +
                                      " not of valid status for modification");
}

Result<std::string> changed_bank_status(const SimInvoice& old, const std::string& wanted) {
  if (old.ended() || (wanted != "AUTHORISED" && wanted != "DELETED" && wanted != "VOIDED"))
    return fail(ErrorKind::invalid, "Bank Transaction not of valid status for modification");
  if (wanted != "AUTHORISED" && old.reconciled)
    return fail(ErrorKind::invalid,
                "This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement.");
  return wanted;
}

std::string locked_by(const XeroOrganisation& organisation, Date date) {
  const auto text = [](std::string_view which, Date lock) {
    return "The document date cannot be before the " + std::string(which) + " lock date, currently set at " +
           spelled(lock);
  };
  if (organisation.year_lock && date <= *organisation.year_lock)
    return text("end of year", *organisation.year_lock);
  if (organisation.period_lock && date <= *organisation.period_lock)
    return text("period", *organisation.period_lock);
  return "";
}

}  // namespace crosswalk::simulator::xero_sim
