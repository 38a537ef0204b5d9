#include "rates/ecb_feed.h"

#include <expat.h>

#include <limits>
#include <memory>
#include <optional>
#include <string>

namespace crosswalk::rates {
namespace {

struct Reading {
  XML_Parser parser = nullptr;
  RateTable table;
  std::optional<Date> day;
  std::string trouble;
};

void refuse(Reading& reading, const std::string& what) {
  if (reading.trouble.empty()) reading.trouble = what;
  XML_StopParser(reading.parser, XML_FALSE);
}

// Without the prefix that a namespace may have.
std::string_view local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void take_rate(Reading& reading, std::string_view currency, std::string_view rate) {
  const auto code = Currency::parse(currency);
  const auto value = Decimal::parse(rate);
  if (!reading.day || !code || !value)
    return refuse(reading, "a rate in it cannot be read: \"" + std::string(rate.substr(0, 32)) + "\"");
  const Currency euro = Currency::parse("EUR").value();
  if (auto added = reading.table.add(euro, *code, *reading.day, *value); !added)
    refuse(reading, added.error().message);
}

void XMLCALL begin(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& reading = *static_cast<Reading*>(data);
  if (local_name(name) != "Cube") return;
  std::string_view currency;
  std::string_view rate;
  for (; attributes[0] != nullptr; attributes += 2) {
    const std::string_view key = attributes[0];
    const std::string_view value = attributes[1];
    if (key == "currency") currency = value;
    if (key == "rate") rate = value;
    if (key != "time") continue;
    const auto day = Date::parse(value);
    if (!day) return refuse(reading, "a day in it cannot be read");
    reading.day = *day;
  }
  if (!currency.empty()) take_rate(reading, currency, rate);
}

// A feed of rates declares none, and what they expand to has no bound.
void XMLCALL declare(void* data, const XML_Char* /*name*/, int /*is_parameter*/, const XML_Char* /*value*/,
                     int /*length*/, const XML_Char* /*base*/, const XML_Char* /*system*/,
                     const XML_Char* /*public_id*/, const XML_Char* /*notation*/) {
  refuse(*static_cast<Reading*>(data), "it declares entities");
}

}  // namespace

Result<RateTable> read_ecb_feed(std::string_view xml) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                            &XML_ParserFree);
  if (parser == nullptr || xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return fail(ErrorKind::outside, "the feed of rates is too large");
  Reading reading;
  reading.parser = parser.get();
  XML_SetUserData(parser.get(), &reading);
  XML_SetStartElementHandler(parser.get(), &begin);
  XML_SetEntityDeclHandler(parser.get(), &declare);
  const auto parsed = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1);
  if (parsed != XML_STATUS_OK && reading.trouble.empty())
    reading.trouble = "it is no XML (line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ")";
  if (reading.trouble.empty() && reading.table.empty()) reading.trouble = "it holds no rate";
  if (!reading.trouble.empty())
    return fail(ErrorKind::outside, "the feed of rates cannot be used: " + reading.trouble);
  return std::move(reading.table);
}

}  // namespace crosswalk::rates
