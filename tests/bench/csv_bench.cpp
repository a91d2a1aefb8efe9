// Reading 10^6 rows of four numbers: time beside Python's csv module with float(), and memory beside the
// numbers.
#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/train/csv_source.h"
#include "tests/bench/table.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>

namespace {

using namespace talweg;

constexpr int kRows = 1'000'000;
constexpr int kReads = 5;
constexpr double kNumbersBytes = 4.0 * kRows * sizeof(double);

constexpr const char* kPython =
    "import csv, sys, time\n"
    "start = time.process_time()\n"
    "with open(sys.argv[1], newline='') as file:\n"
    "    rows = csv.reader(file)\n"
    "    next(rows)\n"
    "    table = [[float(cell) for cell in row] for row in rows]\n"
    "print(time.process_time() - start)\n";

/// `digits` significant ones; 17: as many as a double has.
void write_table(const std::filesystem::path& path, int digits) {
    FileWriter file(path);
    file.append("a,b,c,y\n");
    Random random(1, Stream::data);
    for (int i = 0; i < kRows; ++i) {
        std::string row;
        for (int j = 0; j < 4; ++j) {
            const double value = 100.0 * random.normal();
            row += (digits == 17 ? exact_text(value) : short_text(value, digits)) + (j < 3 ? ',' : '\n');
        }
        file.append(row);
    }
    file.commit();
}

double seconds_of(const rusage& use) {
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

/// What a process of its own uses to read the file; to do nothing where the path is empty.
rusage use_of_reading(const std::string& path) {
    const pid_t child = ::fork();
    if (child == 0) {
        bool good = true;
        if (!path.empty()) {
            CsvChoice choice;
            choice.path = path;
            good = load_csv(choice)->data.rows() == kRows;
        }
        ::_exit(good ? 0 : 1);
    }
    int status = 0;
    rusage use{};
    if (child < 0 || ::wait4(child, &status, 0, &use) != child || status != 0) std::abort();
    return use;
}

/// Processor time, s; NaN where there is no Python.
double python_seconds(const std::filesystem::path& script, const std::filesystem::path& table) {
    const std::string command = "python3 '" + script.string() + "' '" + table.string() + "'";
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return std::numeric_limits<double>::quiet_NaN();
    std::array<char, 64> line{};
    const bool read = std::fgets(line.data(), line.size(), pipe) != nullptr;
    const bool good = ::pclose(pipe) == 0 && read;
    return good ? parse_double(line.data()).value_or(0.0) : std::numeric_limits<double>::quiet_NaN();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

}  // namespace

int main() {
    namespace fs = std::filesystem;
    std::string folder = (fs::temp_directory_path() / "talweg-csv-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return 1;
    const fs::path table = fs::path(folder) / "table.csv";
    const fs::path script = fs::path(folder) / "read.py";
    write_file(script, kPython);
    std::vector<bench::Line> lines;
    for (const int digits : {17, 6}) {
        write_table(table, digits);
        const long idle = use_of_reading("").ru_maxrss;
        std::vector<double> ours;
        std::vector<double> python;
        double peak = 0.0;
        for (int i = 0; i < kReads; ++i) {  // by turns, so that whatever else runs meets both
            const rusage use = use_of_reading(table.string());
            ours.push_back(seconds_of(use));
            peak = std::max(peak, 1024.0 * static_cast<double>(use.ru_maxrss - idle));
            python.push_back(python_seconds(script, table));
        }
        const std::string what = "10^6 x 4 numbers of " + std::to_string(digits) + " digits from a CSV file";
        lines.push_back(
            {what + ", Python's time of ours", median(python) / median(ours), "x", "at least 10"});
        lines.push_back({what + ", peak memory of the numbers' own", peak / kNumbersBytes, "x", "at most 3"});
    }
    fs::remove_all(folder);
    bench::print(lines);
    return 0;
}
