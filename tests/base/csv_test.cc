#include "base/csv.h"

#include <doctest/doctest.h>

using namespace crosswalk;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;
  std::vector<int> lines;
};

Read read(std::string_view text) {
  Read out;
  const auto done = read_csv(text, "items.csv", [&](const CsvRow& row) -> Result<void> {
    out.rows.push_back(row.fields);
    out.lines.push_back(row.line);
    return {};
  });
  REQUIRE(done.ok());
  return out;
}

}  // namespace

TEST_CASE("rows are read as exports write them") {
  const struct {
    std::string_view text;
    Rows rows;
  } cases[] = {
      {"", {}},
      {"a", {{"a"}}},
      {"a,b\n", {{"a", "b"}}},
      {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"a,b\rc,d", {{"a", "b"}, {"c", "d"}}},
      {"\xEF\xBB\xBFsku,item\n", {{"sku", "item"}}},
      {",\n", {{"", ""}}},
      {"a,,c\n", {{"a", "", "c"}}},
      {"a,\n", {{"a", ""}}},
      {"\"a,b\",c\n", {{"a,b", "c"}}},
      {"\"a \"\"b\"\"\",c\n", {{"a \"b\"", "c"}}},
      {"\"two\nlines\",c\n", {{"two\nlines", "c"}}},
      {"\"two\r\nlines\",c\n", {{"two\r\nlines", "c"}}},
      {"\"\",x\n", {{"", "x"}}},
      {"\"\"\"\"\n", {{"\""}}},
      {"5\" pipe,x\n", {{"5\" pipe", "x"}}},
      {"\"a\"b,c\n", {{"ab", "c"}}},
      {" a , b \n", {{" a ", " b "}}},
      {"a\n\n\nb\n", {{"a"}, {"b"}}},
      {"a\r\n\r\nb", {{"a"}, {"b"}}},
      {"\xC3\xBC;x\n", {{"\xC3\xBC;x"}}},
  };
  for (const auto& it : cases) {
    CAPTURE(it.text);
    CHECK(read(it.text).rows == it.rows);
  }
}

TEST_CASE("a row knows the line it begins at, past breaks inside quotes and empty lines") {
  CHECK(read("head\n\"a\nb\nc\",1\n\nlast\n").lines == std::vector<int>{1, 2, 6});
  CHECK(read("head\r\n\"a\r\nb\",1\r\nlast\r\n").lines == std::vector<int>{1, 2, 4});
}

TEST_CASE("a quote that is never closed is named with file and line") {
  int rows = 0;
  const auto done = read_csv("a,b\nc,\"d\ne\nf\n", "items.csv", [&](const CsvRow&) -> Result<void> {
    ++rows;
    return {};
  });
  REQUIRE_FALSE(done.ok());
  CHECK(done.error().text() == "items.csv:2: a quoted field is never closed");
  CHECK(rows == 1);
}

TEST_CASE("an error of the taker ends the walk and comes back as it is") {
  int rows = 0;
  const auto done = read_csv("a\nb\nc\n", "items.csv", [&](const CsvRow& row) -> Result<void> {
    ++rows;
    if (row.fields[0] == "b") return fail(ErrorKind::config, "no b", "items.csv:2");
    return {};
  });
  CHECK(done.error().text() == "items.csv:2: no b");
  CHECK(rows == 2);
}
