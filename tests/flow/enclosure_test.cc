// A settlement's own file goes to the ledger with what is booked, where the ledger keeps it.
#include "base/zip_writer.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("a settlement's bytes are drafted with it, an order's are not, and without a taker none") {
  for (const std::size_t largest : {std::size_t{0}, std::size_t{100}}) {
    SettleDesk desk;
    desk.ledger.largest = largest;
    worked_order(desk);
    worked_report(desk);
    desk.receive_all();
    desk.book();
    int enclosed = 0;
    for (const Entries& entries : desk.ledger.drafted) {
      if (entries.enclosure.name.empty()) continue;
      ++enclosed;
      CHECK(entries.record.kind == report_kind);
      CHECK(entries.enclosure.name == "settlement-2026-02-06.csv");
      CHECK(entries.enclosure.media_type == "text/csv");
    }
    CHECK((enclosed > 0) == (largest > 0));
  }
}

TEST_CASE("a file that is too large goes zipped, and is remarked where that is too large as well") {
  std::string even(20'000, 'a');
  std::string noise;
  for (std::uint32_t seed = 1; noise.size() < 20'000; seed = seed * 1'664'525 + 1'013'904'223)
    noise += static_cast<char>('!' + seed % 89'000 / 1'000);
  for (const std::string& body : {even, noise}) {
    SettleDesk desk;
    desk.ledger.largest = 5'000;
    worked_order(desk);
    worked_report(desk);
    auto report = desk.source.records.extract(report_id + "/1");
    report.key() = report_id + "/" + body;
    desk.source.records.insert(std::move(report));
    desk.receive_all();
    desk.book();
    std::string name;
    for (const Entries& entries : desk.ledger.drafted)
      if (!entries.enclosure.name.empty()) name = entries.enclosure.name + " " + entries.enclosure.media_type;
    std::string remarks;
    for (const auto& change : desk.store->audit_of("record", desk.at(report_kind, report_id).id).value())
      remarks += change.note;
    const bool remarked =
        remarks.find("has 20000 bytes, and zipped it is still more than the 5000") != std::string::npos;
    CHECK(remarked == (body == noise));
    CHECK(name == (body == noise ? "" : "settlement-2026-02-06.zip application/zip"));
    if (body == even) CHECK(desk.ledger.enclosed == *zip_of("settlement-2026-02-06.csv", even, 5'000));
  }
}
