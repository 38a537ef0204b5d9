#include "walmart/carriers.h"

#include <algorithm>

namespace crosswalk::walmart {
namespace {

constexpr std::string_view carriers[] = {
    "UPS",
    "USPS",
    "FedEx",
    "Airborne",
    "OnTrac",
    "DHL Ecommerce - US",
    "DHL",
    "LS",
    "UDS",
    "UPSMI",
    "FDX",
    "PILOT",
    "ESTES",
    "SAIA",
    "FDS Express",
    "Seko Worldwide",
    "HIT Delivery",
    "FEDEXSP",
    "RL Carriers",
    "Metropolitan Warehouse & Delivery",
    "China Post",
    "YunExpress",
    "Yellow Freight Sys",
    "AIT Worldwide Logistics",
    "Chukou1",
    "Sendle",
    "Landmark Global",
    "Sunyou",
    "Yanwen",
    "4PX",
    "GLS",
    "OSM Worldwide",
    "FIRST MILE",
    "AM Trucking",
    "CEVA",
    "India Post",
    "SF Express",
    "CNE",
    "TForce Freight",
    "AxleHire",
    "LSO",
    "Royal Mail",
    "ABF Freight System",
    "WanB",
    "Roadrunner Freight",
    "Meyer Distribution",
    "AAA Cooper",
    "Canada Post",
    "Southeastern Freight Lines",
    "Japan Post",
    "Correos de Mexico",
    "XPO Logistics",
    "JD Logistics",
    "YDH",
    "JCEX",
    "Flyt",
    "Deutsche Post",
    "Better Trucks",
    "Asendia",
    "SFC",
    "UBI",
    "ePost Global",
    "YF Logistics",
    "RXO",
    "Estes Express",
    "Shypmax",
    "WIN.IT America",
    "PITT OHIO",
    "PostNord Sweden",
    "Equick",
    "Whistl",
    "Tusou",
    "Shiprocket",
    "DTDC",
    "PTS",
};

constexpr std::string_view methods[] = {"Standard", "Express", "OneDay", "Freight", "WhiteGlove", "Value"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <class Range>
std::string_view listed(const Range& names, std::string_view spelling) {
  const auto* found = std::find_if(std::begin(names), std::end(names),
                                   [&](std::string_view name) { return same_folded(name, spelling); });
  return found == std::end(names) ? std::string_view() : *found;
}

}  // namespace

bool same_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char one, char other) { return lower(one) == lower(other); });
}

CarrierName carrier_named(std::string_view spelling, const std::map<std::string, std::string>& own_names) {
  const auto own = std::find_if(own_names.begin(), own_names.end(),
                                [&](const auto& entry) { return same_folded(entry.first, spelling); });
  const std::string_view meant = own == own_names.end() ? spelling : std::string_view(own->second);
  const std::string_view name = listed(carriers, meant);
  return {std::string(name.empty() ? meant : name), !name.empty()};
}

std::string method_named(std::string_view spelling) {
  return std::string(listed(methods, spelling));
}

}  // namespace crosswalk::walmart
