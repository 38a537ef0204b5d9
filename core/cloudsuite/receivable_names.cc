#include "cloudsuite/receivable_names.h"

#include <array>
#include <utility>

namespace crosswalk::cloudsuite {
namespace {

using Member = std::string ReceivableNames::*;

constexpr std::array<std::pair<std::string_view, Member>, 25> members = {{
    {"invoices", &ReceivableNames::invoices},
    {"details", &ReceivableNames::details},
    {"distributions", &ReceivableNames::distributions},
    {"results", &ReceivableNames::results},
    {"standing_invoices", &ReceivableNames::standing_invoices},
    {"create", &ReceivableNames::create},
    {"interface_invoices", &ReceivableNames::interface_invoices},
    {"clear", &ReceivableNames::clear},
    {"run_group", &ReceivableNames::run_group},
    {"company", &ReceivableNames::company},
    {"customer", &ReceivableNames::customer},
    {"invoice", &ReceivableNames::invoice},
    {"type", &ReceivableNames::type},
    {"type_invoice", &ReceivableNames::type_invoice},
    {"type_credit", &ReceivableNames::type_credit},
    {"line", &ReceivableNames::line},
    {"invoice_date", &ReceivableNames::invoice_date},
    {"posting_date", &ReceivableNames::posting_date},
    {"currency", &ReceivableNames::currency},
    {"amount", &ReceivableNames::amount},
    {"reference", &ReceivableNames::reference},
    {"description", &ReceivableNames::description},
    {"entity", &ReceivableNames::entity},
    {"accounting_unit", &ReceivableNames::accounting_unit},
    {"account", &ReceivableNames::account},
}};

}  // namespace

std::string* name_under(ReceivableNames& names, std::string_view member) {
  for (const auto& each : members)
    if (each.first == member) return &(names.*each.second);
  return nullptr;
}

}  // namespace crosswalk::cloudsuite
