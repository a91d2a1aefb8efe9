// Ratios of benchmarks measured in one run, as a table.
#include "tests/bench/table.h"

#include <cstdio>
#include <limits>

namespace talweg::bench {
namespace {

double find(const std::map<std::string, double>& medians, const std::string& name) {
    const auto found = medians.find(name);
    return found == medians.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

}  // namespace

void Medians::ReportRuns(const std::vector<Run>& report) {
    for (const Run& run : report) {
        if (run.run_type == Run::RT_Aggregate && run.aggregate_name == "median") {
            const double unit = 1e9 / benchmark::GetTimeUnitMultiplier(run.time_unit);
            medians_[run.run_name.function_name] = run.GetAdjustedCPUTime() * unit;
            walls_[run.run_name.function_name] = run.GetAdjustedRealTime() * unit;
        }
    }
    ConsoleReporter::ReportRuns(report);
}

double Medians::of(const std::string& name) const { return find(medians_, name); }
double Medians::wall_of(const std::string& name) const { return find(walls_, name); }

void print(const std::vector<Line>& lines) {
    std::printf("\n%-66s %10s     %s\n", "what", "measured", "wanted");
    for (const Line& line : lines) {
        std::printf("%-66s %10.3f %-3s %s\n", line.what.c_str(), line.value, line.unit.c_str(),
                    line.wanted.c_str());
    }
}

}  // namespace talweg::bench
