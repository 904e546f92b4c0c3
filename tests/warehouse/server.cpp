// SPDX-License-Identifier: Apache-2.0
#include "warehouse/server.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace rackrate::test {
namespace {

namespace fs = std::filesystem;

fs::path new_folder() {
  std::string name = (fs::temp_directory_path() / "rackrate-warehouse-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("no temporary folder");
  }
  return name;
}

// PostgreSQL refuses to run as root; then its programs run as the package's own user.
std::string unprivileged(const std::string& command) {
  return getuid() == 0 ? "runuser -u postgres -- " + command : command;
}

int free_port() {
  const int handle = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(handle, generic, size) != 0 || getsockname(handle, generic, &size) != 0) {
    throw std::runtime_error("no free port");
  }
  close(handle);
  return ntohs(address.sin_port);
}

constexpr std::string_view clickhouse_config = R"(<?xml version="1.0"?>
<yandex>
  <logger><level>error</level><console>1</console></logger>
  <tcp_port>{1}</tcp_port>
  <listen_host>127.0.0.1</listen_host>
  <path>{0}/data/</path>
  <tmp_path>{0}/tmp/</tmp_path>
  <users_config>{0}/users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <mark_cache_size>67108864</mark_cache_size>
  <timezone>UTC</timezone>
</yandex>
)";

constexpr std::string_view clickhouse_users = R"(<?xml version="1.0"?>
<yandex>
  <profiles><default/></profiles>
  <users><default>
    <password></password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota>
  </default></users>
  <quotas><default/></quotas>
</yandex>
)";

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

std::string run(const std::string& command, const std::string& input) {
  const fs::path folder = new_folder();
  write(folder / "input", input);
  const std::string all = fmt::format("( {} ) < '{}' 2> '{}'", command, (folder / "input").string(),
                                      (folder / "errors").string());
  std::FILE* pipe = popen(all.c_str(), "r");
  std::string output;
  std::array<char, 65536> buffer{};
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    output.append(buffer.data(), n);
  }
  const int status = pclose(pipe);
  std::ifstream file(folder / "errors");
  const std::string errors((std::istreambuf_iterator<char>(file)), {});
  fs::remove_all(folder);
  if (status != 0) {
    throw std::runtime_error(command + "\n" + errors);
  }
  return output;
}

bool installed(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
}

std::optional<Postgres> Postgres::start() {
  const std::string programs =
      run("ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1 | tr -d '\\n'");
  if (programs.empty() || !fs::exists(programs + "/initdb")) {
    return std::nullopt;
  }
  const fs::path folder = new_folder();
  if (getuid() == 0) {
    run(fmt::format("chown postgres '{}'", folder.string()));
  }
  Postgres server(folder, programs);
  run(unprivileged(
      fmt::format("{}/initdb -D '{}/data' -A trust -N --locale=C", programs, folder.string())));
  run(unprivileged(fmt::format(
      "{0}/pg_ctl -D '{1}/data' -o \"-k '{1}' -c listen_addresses='' -c fsync=off\" -w -t 60 "
      "-l '{1}/log' start > /dev/null",
      programs, folder.string())));
  return server;
}

Postgres::Postgres(fs::path folder, std::string programs)
    : folder_(std::move(folder)), programs_(std::move(programs)) {}

Postgres::Postgres(Postgres&& other) noexcept
    : folder_(std::exchange(other.folder_, {})), programs_(std::move(other.programs_)) {}

Postgres::~Postgres() {
  if (folder_.empty()) {
    return;
  }
  const std::string stop = unprivileged(fmt::format(
      "{}/pg_ctl -D '{}/data' -m immediate stop > /dev/null 2>&1", programs_, folder_.string()));
  if (std::system(stop.c_str()) != 0) {
    std::fprintf(stderr, "the test's PostgreSQL server did not stop\n");
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Postgres::query(const std::string& sql, const std::string& input) const {
  return run(unprivileged(fmt::format(
                 "{}/psql -h '{}' -d postgres -X -q --csv -v ON_ERROR_STOP=1 {}", programs_,
                 folder_.string(), input.empty() ? "" : "-c \"" + sql + "\"")),
             input.empty() ? sql : input);
}

std::optional<ClickHouse> ClickHouse::start() {
  if (!installed("clickhouse-server") || !installed("clickhouse-client")) {
    return std::nullopt;
  }
  const fs::path folder = new_folder();
  fs::create_directories(folder / "data");
  fs::create_directories(folder / "tmp");
  const int port = free_port();
  write(folder / "config.xml", fmt::format(fmt::runtime(clickhouse_config), folder.string(), port));
  write(folder / "users.xml", std::string(clickhouse_users));
  const pid_t server = fork();
  if (server == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const std::string log = (folder / "log").string();
    if (std::freopen(log.c_str(), "w", stdout) == nullptr ||
        std::freopen(log.c_str(), "w", stderr) == nullptr) {
      _exit(126);
    }
    const std::string config = "--config-file=" + (folder / "config.xml").string();
    execlp("clickhouse-server", "clickhouse-server", config.c_str(), nullptr);
    _exit(127);
  }
  ClickHouse started(folder, port, server);
  for (int attempt = 0; attempt < 120; ++attempt) {
    try {
      started.query("SELECT 1");
      return started;
    } catch (const std::runtime_error&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
  }
  throw std::runtime_error("ClickHouse did not start within 30 s");
}

ClickHouse::ClickHouse(fs::path folder, int port, pid_t server)
    : folder_(std::move(folder)), port_(port), server_(server) {}

ClickHouse::ClickHouse(ClickHouse&& other) noexcept
    : folder_(std::move(other.folder_)),
      port_(other.port_),
      server_(std::exchange(other.server_, 0)) {}

ClickHouse::~ClickHouse() {
  if (server_ == 0) {
    return;
  }
  kill(server_, SIGKILL);
  waitpid(server_, nullptr, 0);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string ClickHouse::query(const std::string& sql, const std::string& input) const {
  const std::string client = fmt::format("clickhouse-client --host 127.0.0.1 --port {}", port_);
  return input.empty() ? run(client, sql) : run(client + " --query \"" + sql + "\"", input);
}

}  // namespace rackrate::test
