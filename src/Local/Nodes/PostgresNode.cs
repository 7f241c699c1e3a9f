using System.Diagnostics;
using System.Globalization;
using Domicile.Local.Processes;
using Npgsql;

namespace Domicile.Local.Nodes;

/// <summary>
/// One PostgreSQL server of its own under one folder: <c>data</c>, <c>sock</c> and <c>log</c>. Listens on 127.0.0.1 and
/// on its socket folder only. Lives from <see cref="StartAsync"/> to <see cref="StopAsync"/>; a killed one starts
/// again.
/// </summary>
public sealed class PostgresNode(string name, string folder, int port, string adminPassword) : IMember
{
    internal const string PassFile = "replication.pass";

    // PostgreSQL's words for a data folder on which processes of a dead postmaster still work.
    private const string StillInUse = "pre-existing shared memory block";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private Process? process;

    /// <summary>The node's name in the world, such as <c>eu/s1</c>.</summary>
    public string Name { get; } = name;

    public string Folder { get; } = folder;

    public int Port { get; } = port;

    /// <summary>The primary that this node follows; null when it is a primary itself.</summary>
    public ReplicaSource? Source { get; init; }

    /// <summary>The PostgreSQL that makes the data folder; null for the newest there is.</summary>
    public int? MajorVersion { get; init; }

    /// <summary>The replicas of which one must have each commit on disk before it is answered; none if empty.</summary>
    public IReadOnlyList<string> CommitsWaitFor { get; init; } = [];

    /// <summary>A replica needs at least as many as its primary.</summary>
    public int ConnectionsMax { get; init; } = 60;

    /// <summary>The postmaster's process id while it runs.</summary>
    public int? ProcessId => process is { HasExited: false } ? process.Id : null;

    /// <summary>True when the data folder has been made, and made to its end.</summary>
    public bool Exists => Directory.Exists(DataFolder);

    /// <summary>True for a data folder that follows another node; false once it was promoted.</summary>
    public bool IsStandby => File.Exists(Path.Combine(DataFolder, "standby.signal"));

    /// <summary>True while somebody keeps it from running, as for the promotion of another node.</summary>
    public bool IsFenced => File.Exists(FenceFile);

    public string LogFile => Path.Combine(Folder, "log");

    internal string DataFolder => Path.Combine(Folder, "data");

    /// <summary>Names the process that makes the data folder, while there is one.</summary>
    internal string MakePidFile => Path.Combine(Folder, "make.pid");

    private string FenceFile => Path.Combine(Folder, "fenced");

    private string DraftFolder => Path.Combine(Folder, "data.new");

    /// <summary>From now on nobody starts it; whoever is about to sees it before the server answers.</summary>
    public void Fence() => File.WriteAllText(FenceFile, "");

    public void LiftFence()
    {
        if (IsFenced)
        {
            File.Delete(FenceFile);
        }
    }

    /// <summary>Makes an empty cluster, whose system identifier is its own.</summary>
    public async Task InitAsync(CancellationToken cancellation)
    {
        await MakeFoldersAsync(cancellation);
        var passwordFile = Path.Combine(Folder, "initdb.pass");
        await PostgresProgram.WriteFileAsync(passwordFile, adminPassword, cancellation);
        var seen = PostgresProgram.DataFolderSeen(DraftFolder);
        await RunAsync(
            "initdb",
            [
                "-D", seen, "-U", NodeRoles.Admin, "-A", "scram-sha-256", $"--pwfile={seen}/../initdb.pass",
                "--wal-segsize=4", "-E", "UTF8", "--locale=C", "--no-instructions",
            ],
            [],
            cancellation);
        File.Delete(passwordFile);
        Directory.Move(DraftFolder, DataFolder);
    }

    /// <summary>Makes the data folder as a copy of the running primary, and so that it follows it from there.</summary>
    public async Task CloneAsync(CancellationToken cancellation)
    {
        var source = Source ?? throw new InvalidOperationException($"Node {Name} follows no other.");
        await MakeFoldersAsync(cancellation);
        await WritePassFileAsync(source, cancellation);
        var seen = PostgresProgram.DataFolderSeen(DraftFolder);
        await RunAsync(
            "pg_basebackup",
            [
                "-D", seen, "-h", "127.0.0.1", "-p", Text(source.Port), "-U", NodeRoles.Replication, "-w",
                "-c", "fast", "-X", "stream", "-S", source.Slot, "-R",
            ],
            new() { ["PGPASSFILE"] = $"{seen}/../{PassFile}" },
            cancellation);
        Directory.Move(DraftFolder, DataFolder);
    }

    /// <summary>Removes the data folder of a replica that cannot catch up any more.</summary>
    internal void Forget()
    {
        if (Source is null || ProcessId is not null)
        {
            throw new InvalidOperationException($"Node {Name} is a primary or runs: its data are not for removal.");
        }

        RemoveDraft();
        Directory.Move(DataFolder, DraftFolder);
        RemoveDraft();
    }

    /// <summary>Starts the server and returns when it answers.</summary>
    /// <exception cref="NodeException">
    /// It ended or did not answer in time; the message has the end of its log.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (Source is not null)
        {
            await WritePassFileAsync(Source, cancellation);
        }

        var binary = Path.Combine(PostgresBinaries.Find(NodeFiles.MajorVersion(DataFolder)), "postgres");
        NodeFiles.ForgetDeadPostmaster(this);
        NodeFiles.TrimLog(LogFile);
        var waited = Stopwatch.StartNew();
        while (!await TryStartAsync(binary, cancellation))
        {
            // The backends of a postmaster that was killed end by themselves, but not at the same moment.
            var said = NodeFiles.LogTail(LogFile);
            if (waited.Elapsed > StartLimit || !said.Contains(StillInUse, StringComparison.Ordinal))
            {
                throw new NodeException($"Node {Name} ended while starting. {said}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>Stops by SIGINT, PostgreSQL's fast shutdown; nothing committed is lost.</summary>
    public Task StopAsync(CancellationToken cancellation) =>
        EndAsync([Signals.Interrupt, Signals.Quit, Signals.Kill], cancellation);

    /// <summary>Kills the postmaster as a power cut would (SIGKILL).</summary>
    public Task KillAsync(CancellationToken cancellation) => EndAsync([Signals.Kill], cancellation);

    /// <summary>Returns when the postmaster has ended, whoever ended it.</summary>
    public Task WaitForEndAsync(CancellationToken cancellation) =>
        process?.WaitForExitAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>A connection string of the administrator, for making databases and roles and for tests.</summary>
    public string AdminConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = NodeRoles.Admin,
        Password = adminPassword,
        Pooling = false,
        Timeout = 15,
        ApplicationName = "domicile-admin",

        // What it makes is made again when it is lost, and the first replica is made after it.
        Options = "-c synchronous_commit=local",
    }.ConnectionString;

    private async Task MakeFoldersAsync(CancellationToken cancellation)
    {
        await PostgresProgram.MakeFolderAsync(Folder, cancellation);
        await PostgresProgram.MakeFolderAsync(Path.Combine(Folder, "sock"), cancellation);
        RemoveDraft();
        await PostgresProgram.MakeFolderAsync(DraftFolder, cancellation);
    }

    // What was being made, or removed, when somebody stopped us; nothing that a server would run on.
    private void RemoveDraft()
    {
        if (Directory.Exists(DraftFolder))
        {
            Directory.Delete(DraftFolder, recursive: true);
        }
    }

    private Task WritePassFileAsync(ReplicaSource source, CancellationToken cancellation) =>
        PostgresProgram.WriteFileAsync(
            Path.Combine(Folder, PassFile),
            $"127.0.0.1:*:*:{NodeRoles.Replication}:{source.Password}\n",
            cancellation);

    // False when the server ended by itself. When it neither ends nor answers, nothing is left running.
    private async Task<bool> TryStartAsync(string binary, CancellationToken cancellation)
    {
        process = new PostgresProgram(binary, DataFolder).Start(NodeSettings.Arguments(this), LogFile);
        var waited = Stopwatch.StartNew();
        try
        {
            while (!process.HasExited)
            {
                if (IsFenced)
                {
                    await KillAsync(CancellationToken.None);
                    throw new NodeException($"Node {Name} may not run at present: another is being promoted.");
                }

                try
                {
                    await using var connection = new NpgsqlConnection(AdminConnectionString("postgres"));
                    await connection.OpenAsync(cancellation);
                    return true;
                }
                catch (Exception e) when (e is NpgsqlException or TimeoutException && !IsHopeless(e, waited.Elapsed))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
                }
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            await StopAsync(CancellationToken.None);
            throw new NodeException(
                $"Node {Name} did not answer on port {Port}: {e.Message} {NodeFiles.LogTail(LogFile)}", e);
        }
        catch
        {
            await StopAsync(CancellationToken.None);
            throw;
        }

        await StopAsync(CancellationToken.None);
        return false;
    }

    private static bool IsHopeless(Exception e, TimeSpan waited) =>
        waited > StartLimit || (e as PostgresException)?.SqlState == PostgresErrorCodes.InvalidPassword;

    private async Task EndAsync(IReadOnlyList<int> signals, CancellationToken cancellation)
    {
        if (process is not { } running)
        {
            return;
        }

        await ProcessEnd.StopAsync(running.Id, signals, StopPatience, running.WaitForExitAsync, cancellation);
        process = null;
        running.Dispose();
    }

    private async Task RunAsync(
        string program, string[] arguments, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        try
        {
            var binary = Path.Combine(PostgresBinaries.Find(MajorVersion), program);
            await new PostgresProgram(binary, DraftFolder).RunAsync(arguments, environment, MakePidFile, cancellation);
        }
        catch (NodeException e)
        {
            throw new NodeException($"Node {Name} could not be made: {e.Message}", e);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
