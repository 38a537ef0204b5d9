#include "flow/intake.h"

#include "base/log.h"

namespace crosswalk::flow {

IntakeReport Intake::sweep(const std::vector<std::string>& streams, Millis reach_back, const Stop& stop) {
  IntakeReport report;
  for (const auto& stream : streams) {
    if (stop.stop_requested()) break;
    // What was begun is ended first: only a stream that has caught up can be told to begin further back.
    auto done = read(stream, Millis(0), report, stop);
    if (done && reach_back.count() > 0) done = read(stream, reach_back, report, stop);
    if (!done) {
      report.failed.push_back({stream, done.error()});
      if (done.error().kind != ErrorKind::stopped)
        log::warning("intake", pair_.settings.name + "/" + stream + ": " + done.error().text());
    }
  }
  return report;
}

Result<void> Intake::read(const std::string& stream, Millis reach_back, IntakeReport& report,
                          const Stop& stop) {
  for (;;) {
    auto position = pair_.store.position(pair_.settings.name, stream);
    if (!position) return position.error();
    auto page = pair_.source.read({stream, *position, reach_back}, stop);
    if (!page) return page.error();
    // Another process was faster: what it has read may be newer, or the same in other bytes, and its position
    // must not be taken back. Nothing of this page is kept; what is behind that position is read instead.
    const auto now_at = pair_.store.position(pair_.settings.name, stream);
    if (!now_at) return now_at.error();
    if (*now_at != *position) continue;
    reach_back = Millis(0);
    auto received = pair_.store.receive(pair_.settings.name, page->records, stream, page->next.position,
                                        pair_.clock.now());
    if (!received) return received.error();
    report.received.fresh += received->fresh;
    report.received.revised += received->revised;
    report.received.known += received->known;
    ++report.pages;
    if (page->caught_up) return {};
    if (page->next.position == *position)
      return fail(ErrorKind::internal, "the stream " + stream + " does not move on; its sweep was ended");
  }
}

}  // namespace crosswalk::flow
