// Ratios of benchmarks measured in one run, as a table.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace talweg::bench {

/// The console's report, and the median processor time of every benchmark, in nanoseconds: what else the
/// machine does does not count.
class Medians : public benchmark::ConsoleReporter {
  public:
    Medians() : ConsoleReporter(OO_None) {}
    void ReportRuns(const std::vector<Run>& report) override;
    /// NaN when it did not run.
    double of(const std::string& name) const;
    /// Likewise by the clock on the wall, which is what several threads save.
    double wall_of(const std::string& name) const;

  private:
    std::map<std::string, double> medians_;
    std::map<std::string, double> walls_;
};

/// One line of the table.
struct Line {
    std::string what;
    double value;
    std::string unit;    ///< "x" for a ratio, "ms"
    std::string wanted;  ///< "at least 0.6"
};

void print(const std::vector<Line>& lines);

}  // namespace talweg::bench
