#include "config/rates_section.h"

#include "config/address.h"
#include "config/system_section.h"

namespace crosswalk::config {
namespace {

constexpr const char* rates_form =
    "write ledger (the ledger's own rate of the day), {file: rates.csv} or {ecb: https://…}";

}  // namespace

RatesSection read_rates(const Section& pair, const std::string& name,
                        const std::filesystem::path& directory) {
  RatesSection read;
  if (!pair.has("rates")) return read;
  if (pair.is_scalar("rates")) {
    pair.optional("rates", true, [](std::string_view text) -> Result<bool> {
      if (text == "ledger") return true;
      return fail(ErrorKind::config, rates_form);
    });
    return read;
  }
  const Section rates = pair.section("rates", {"file", "ecb"});
  if (rates.has("file") == rates.has("ecb")) {
    pair.refuse("rates", rates_form);
    return read;
  }
  if (rates.has("file")) {
    read.from = RatesFrom::file;
    read.shown = rates.optional("file", std::string(), parse_path).value;
    read.file = (directory / read.shown).lexically_normal();
  } else {
    read.from = RatesFrom::ecb;
    read.url = rates.optional("ecb", std::string(), parse_address);
    read.shown = "rates-" + name + ".csv";
    read.file = directory / read.shown;
  }
  return read;
}

}  // namespace crosswalk::config
