using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Domicile.Local.Nodes;

/// <summary>
/// One PostgreSQL server of its own under one folder: <c>data</c>, <c>sock</c> and <c>log</c>. Listens on 127.0.0.1 and
/// on its socket folder only. Lives from <see cref="StartAsync"/> to <see cref="StopAsync"/>; a killed one starts again.
/// </summary>
public sealed class PostgresNode(string name, string folder, int port, string adminPassword)
{
    private static readonly string[] Settings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=../sock", "password_encryption=scram-sha-256",
        "shared_buffers=32MB", "max_connections=60", "wal_level=logical", "max_wal_senders=10",
        "max_replication_slots=10", "autovacuum_max_workers=1", "max_parallel_workers=0", "jit=off",
        "min_wal_size=32MB", "max_wal_size=256MB", "timezone=UTC", "log_timezone=UTC", "hot_standby_feedback=on",
        "log_min_messages=log", "log_statement=none", "log_parameter_max_length_on_error=0",
    ];

    private Process? process;
    private StreamWriter? log;

    /// <summary>The node's name in the world, such as <c>eu/s1</c>.</summary>
    public string Name { get; } = name;

    public string Folder { get; } = folder;

    public int Port { get; } = port;

    /// <summary>The postmaster's process id while it runs.</summary>
    public int? ProcessId => process is { HasExited: false } ? process.Id : null;

    private string DataFolder => Path.Combine(Folder, "data");

    /// <summary>True when the data folder has been made.</summary>
    public bool Exists => File.Exists(Path.Combine(DataFolder, "PG_VERSION"));

    /// <summary>Makes an empty cluster, whose system identifier is its own.</summary>
    public async Task InitAsync(CancellationToken cancellation)
    {
        var seen = PostgresProgram.DataFolderSeen(DataFolder);
        foreach (var part in new[] { Folder, DataFolder, Path.Combine(Folder, "sock") })
        {
            await PostgresProgram.MakeFolderAsync(part, cancellation);
        }

        // Only the server's user can enter the folder, so nobody else reads the file in its moment of life.
        var passwordFile = Path.Combine(Folder, "sock", "password");
        await File.WriteAllTextAsync(passwordFile, adminPassword, cancellation);
        try
        {
            await RunAsync(
                "initdb",
                [
                    "-D", seen, "-U", NodeRoles.Admin, "-A", "scram-sha-256", $"--pwfile={seen}/../sock/password",
                    "--wal-segsize=4", "-E", "UTF8", "--locale=C", "--no-instructions",
                ],
                cancellation);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <summary>Starts the server and returns when it answers.</summary>
    /// <exception cref="NodeException">It ended or did not answer within 30 s; the message has the end of its log.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var arguments = new List<string> { "-D", PostgresProgram.DataFolderSeen(DataFolder), "-p", Text(Port) };
        foreach (var setting in Settings.Append($"cluster_name={Name}"))
        {
            arguments.AddRange(["-c", setting]);
        }

        log = new StreamWriter(Path.Combine(Folder, "log"), append: true) { AutoFlush = true };
        process = PostgresProgram.Start(Path.Combine(PostgresBinaries.Find(), "postgres"), DataFolder, arguments);
        process.OutputDataReceived += (_, line) => WriteLog(line.Data);
        process.ErrorDataReceived += (_, line) => WriteLog(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitUntilReadyAsync(cancellation);
    }

    /// <summary>Stops by SIGINT, PostgreSQL's fast shutdown; nothing committed is lost.</summary>
    public Task StopAsync(CancellationToken cancellation) => EndAsync(2, cancellation);

    /// <summary>Kills the postmaster as a power cut would (SIGKILL).</summary>
    public Task KillAsync(CancellationToken cancellation) => EndAsync(9, cancellation);

    /// <summary>A connection string of the administrator, for making databases and roles and for tests.</summary>
    public string AdminConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = NodeRoles.Admin,
        Password = adminPassword,
        Pooling = false,
        Timeout = 3,
        ApplicationName = "domicile-admin",
    }.ConnectionString;

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            if (process!.HasExited)
            {
                throw new NodeException($"Node {Name} ended while starting. The end of its log:\n{LogTail()}");
            }

            try
            {
                await using var connection = new NpgsqlConnection(AdminConnectionString("postgres"));
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException && deadline.Elapsed.TotalSeconds < 30)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    private async Task EndAsync(int signal, CancellationToken cancellation)
    {
        if (process is null)
        {
            return;
        }

        if (!process.HasExited && Kill(process.Id, signal) != 0)
        {
            throw new NodeException($"Node {Name} (process {process.Id}) could not be sent signal {signal}.");
        }

        await process.WaitForExitAsync(cancellation);
        process.Dispose();
        process = null;
        await (log?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        using var run = PostgresProgram.Start(Path.Combine(PostgresBinaries.Find(), program), DataFolder, arguments);
        run.StandardInput.Close();
        var output = run.StandardOutput.ReadToEndAsync(cancellation);
        var errors = await run.StandardError.ReadToEndAsync(cancellation);
        await run.WaitForExitAsync(cancellation);
        if (run.ExitCode != 0)
        {
            throw new NodeException($"{program} failed for node {Name}: {errors.Trim()} {await output}");
        }
    }

    private string LogTail() => File.Exists(Path.Combine(Folder, "log"))
        ? string.Join('\n', File.ReadLines(Path.Combine(Folder, "log")).TakeLast(8))
        : "(none)";

    private void WriteLog(string? line)
    {
        if (line is not null && log is { } writer)
        {
            lock (writer)
            {
                writer.WriteLine(line);
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);
}
