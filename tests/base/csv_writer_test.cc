#include "base/csv_writer.h"

#include <doctest/doctest.h>

using namespace crosswalk;

TEST_CASE("rows of CSV are quoted where they must be, and nobody's text becomes a formula") {
  std::string out;
  CsvWriter row(out);
  row.text("a,\"b\"").plain("2026-01-31").amount(Decimal::parse("-1.5").value()).text("").end_row();
  row.text("=1+1").text("@x").text("-2").text("+3\n").plain("-2.00").end_row();
  CHECK(out == "\"a,\"\"b\"\"\",2026-01-31,-1.50,\r\n'=1+1,'@x,'-2,\"'+3\n\",-2.00\r\n");
}
