#include "link/source_suite.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "base/crypto.h"

namespace crosswalk::tests {
namespace {

struct Reading {
  std::map<std::string, std::string> bodies;     // by id, newest
  std::map<std::string, std::string> positions;  // by stream
};

void read_all(Source& source, Reading& reading) {
  for (const auto& stream : source.streams()) {
    for (int page_number = 0;; ++page_number) {
      REQUIRE(page_number < 1000);
      const auto page = source.read({stream, reading.positions[stream]}, {});
      REQUIRE_MESSAGE(page.ok(), (page ? "" : page.error().text()));
      CHECK(page->next.stream == stream);
      for (const auto& record : page->records) reading.bodies[record.id] = record.body;
      reading.positions[stream] = page->next.position;
      if (page->caught_up) break;
    }
  }
}

class Collected final : public LineSink {
 public:
  Result<void> facts(const RecordFacts& facts) override {
    CHECK(lines == 0);
    ++headers;
    id = facts.id;
    return {};
  }
  Result<void> line(const Line& line) override {
    CHECK(headers == 1);
    ++lines;
    const std::string key = key_of(line);
    CHECK_MESSAGE(keys.insert(key).second, "the key " << key << " stands twice");
    text += key + "=" + line.amount.text() + "\n";
    (line.line_class == LineClass::tax ? taxes : charges).add(line.amount);
    return {};
  }
  int headers = 0;
  int lines = 0;
  std::string id;
  std::string text;
  std::set<std::string> keys;
  MoneySum charges{Currency::parse("USD").value()};
  MoneySum taxes{Currency::parse("USD").value()};
};

Record record_of(const std::string& id, const std::string& body) {
  Record record;
  record.key = {"us", RecordKind::order, id};
  record.body = body;
  record.hash = sha256(body);
  return record;
}

void every_record_is_read(SourceSubject& subject) {
  Reading reading;
  read_all(subject.source, reading);
  for (const auto& id : subject.ids) CHECK_MESSAGE(reading.bodies.count(id) == 1, id << " was not read");
}

void caught_up_stays_caught_up(SourceSubject& subject) {
  Reading reading;
  read_all(subject.source, reading);
  const auto before = reading.bodies;
  read_all(subject.source, reading);
  CHECK(reading.bodies == before);
}

void a_failed_page_can_be_read_again(SourceSubject& subject) {
  const std::string stream = subject.source.streams().front();
  subject.break_next_read();
  const auto failed = subject.source.read({stream, ""}, {});
  CHECK_FALSE(failed.ok());
  Reading reading;
  read_all(subject.source, reading);
  for (const auto& id : subject.ids) CHECK(reading.bodies.count(id) == 1);
}

void named_records_are_fetched_and_unknown_ones_left_out(SourceSubject& subject) {
  const std::vector<std::string> ids{subject.ids.front(), "999999999999999"};
  const auto fetched = subject.source.fetch(ids, {});
  REQUIRE(fetched.ok());
  REQUIRE(fetched->size() == 1);
  CHECK(fetched->front().id == subject.ids.front());
}

void lines_are_pure_unique_and_add_up(SourceSubject& subject) {
  Reading reading;
  read_all(subject.source, reading);
  int readable = 0;
  for (const auto& [id, body] : reading.bodies) {
    const Record record = record_of(id, body);
    Collected first;
    const auto done = subject.source.lines(record, first);
    if (!done) {
      CHECK((done.error().kind == ErrorKind::invalid || done.error().kind == ErrorKind::config));
      CHECK_FALSE(done.error().message.empty());
      continue;
    }
    ++readable;
    Collected second;
    REQUIRE(subject.source.lines(record, second).ok());
    CHECK(first.text == second.text);
    CHECK(first.id == id);
    const auto tally = subject.source.tally(record);
    REQUIRE(tally.ok());
    CHECK(first.charges.total().value().amount == tally->charges.amount);
    CHECK(first.taxes.total().value().amount == tally->taxes.amount);
  }
  CHECK(readable >= 5);
}

void a_stop_ends_a_read(SourceSubject& subject) {
  std::stop_source stop;
  stop.request_stop();
  const auto page = subject.source.read({subject.source.streams().front(), ""}, stop.get_token());
  REQUIRE_FALSE(page.ok());
  CHECK(page.error().kind == ErrorKind::stopped);
}

}  // namespace

void run_source_suite(const std::function<void(const std::function<void(SourceSubject&)>&)>& with_subject) {
  SUBCASE("every record is read") {
    with_subject(every_record_is_read);
  }
  SUBCASE("caught up stays caught up") {
    with_subject(caught_up_stays_caught_up);
  }
  SUBCASE("a failed page can be read again") {
    with_subject(a_failed_page_can_be_read_again);
  }
  SUBCASE("named records are fetched, unknown ones left out") {
    with_subject(named_records_are_fetched_and_unknown_ones_left_out);
  }
  SUBCASE("lines are pure, unique and add up") {
    with_subject(lines_are_pure_unique_and_add_up);
  }
  SUBCASE("a stop ends a read") {
    with_subject(a_stop_ends_a_read);
  }
}

}  // namespace crosswalk::tests
