// Ratios of benchmarks measured in one run, as a table.
#include "tests/bench/table.h"

#include <cstdio>
#include <limits>

namespace talweg::bench {

void Medians::ReportRuns(const std::vector<Run>& report) {
    for (const Run& run : report) {
        if (run.run_type == Run::RT_Aggregate && run.aggregate_name == "median") {
            medians_[run.run_name.function_name] =
                run.GetAdjustedCPUTime() * 1e9 / benchmark::GetTimeUnitMultiplier(run.time_unit);
        }
    }
    ConsoleReporter::ReportRuns(report);
}

double Medians::of(const std::string& name) const {
    const auto found = medians_.find(name);
    return found == medians_.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

void print(const std::vector<Line>& lines) {
    std::printf("\n%-66s %10s     %s\n", "what", "measured", "wanted");
    for (const Line& line : lines) {
        std::printf("%-66s %10.3f %-3s %s\n", line.what.c_str(), line.value, line.unit.c_str(),
                    line.wanted.c_str());
    }
}

}  // namespace talweg::bench
