#include "walmart/csv_pieces.h"

#include <doctest/doctest.h>

#include "base/csv.h"
#include "base/limits.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

struct Found {
  Result<void> done;
  std::string rows;
};

Found in_pieces(std::string_view text, std::size_t piece) {
  Found found;
  CsvPieces csv([&](std::span<const std::string_view> fields, std::size_t line) -> Result<void> {
    found.rows += std::to_string(line) + ":";
    for (const auto& field : fields) found.rows += "[" + std::string(field) + "]";
    found.rows += "\n";
    return {};
  });
  for (std::size_t at = 0; at < text.size() && found.done; at += piece)
    found.done = csv.feed(text.substr(at, piece));
  if (found.done) found.done = csv.finish();
  return found;
}

std::string at_once(std::string_view text) {
  std::string rows;
  REQUIRE(read_csv(text, "f", [&](const CsvRow& row) -> Result<void> {
    rows += std::to_string(row.line) + ":";
    for (const auto& field : row.fields) rows += "[" + field + "]";
    rows += "\n";
    return {};
  }));
  return rows;
}

}  // namespace

TEST_CASE("in pieces of any size the rows are those of the whole text") {
  for (const char* text :
       {"a,b\nc,d\n",
        "\xEF\xBB\xBF"
        "a,b\r\nc,\r\n,d",
        "\"a,1\",\"b\"\"c\"\n\"x\ny\",z\nlast,row\n", "\"\",\n,\"\"\n",
        "12\"\" tall,\"in \"\"quotes\"\"\"\n5\"x,y\n", "\"a\" tail,b\n\n\nc\n", "one", "\"\"\"\"\"\",x\n"}) {
    CAPTURE(text);
    for (std::size_t piece = 1; piece < 40; ++piece) {
      const Found found = in_pieces(text, piece);
      REQUIRE(found.done);
      CHECK(found.rows == at_once(text));
    }
  }
}

TEST_CASE("a quote that is never closed is an error that says where, and costs no memory") {
  const Found open = in_pieces("a\n\"b\nc", 2);
  REQUIRE_FALSE(open.done);
  CHECK(open.done.error().where == "line 2");
  const Found endless = in_pieces("a\n\"" + std::string(limits::max_report_row * 3, 'x'), 65'536);
  REQUIRE_FALSE(endless.done);
  CHECK(endless.done.error().message.find("never closed") != std::string::npos);
  CHECK(endless.done.error().where == "line 2");
}
