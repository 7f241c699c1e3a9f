using Domicile.Cli;
using Domicile.Cli.Audit;
using Domicile.Cli.Backup;
using Domicile.Cli.Benchmarks;
using Domicile.Cli.Chaos;
using Domicile.Cli.Cloud;
using Domicile.Cli.Commands;
using Domicile.Cli.Demo;
using Domicile.Cli.FailOver;
using Domicile.Cli.Import;
using Domicile.Cli.Privacy;
using Domicile.Cli.Stuck;
using Domicile.Cli.WorldView;

// One line a command; each stands in a file of its own, under Commands or beside what it needs.
return await CommandLine.RunAsync(args, [
    UpCommand.Create(),
    DownCommand.Create(),
    StatusCommand.Create(),
    PsqlCommand.Create(),
    LogsCommand.Create(),
    MigrateCommand.Create(),
    BackupCommand.Create(), BackupsCommand.Create(), RestoreCommand.Create(),
    PromoteCommand.Create(),
    ReconcileCommand.Create(),
    VerifyCommand.Create(),
    WorldCommand.Create(),
    TokenCommand.Create(),
    ResetCommand.Create(),
    DemoCommand.Create(),
    ImportCommand.Create(),
    UserCommand.Create(),
    TransferCommand.Create(),
    StuckCommand.Create(),
    PrivacyCommand.Create(),
    AuditCommand.Create(),
    AwsCommand.Create(), CostCommand.Create(), BenchCommand.Create(),
    BalanceCommand.Create(),
    ChaosCommand.Create(),
]);
