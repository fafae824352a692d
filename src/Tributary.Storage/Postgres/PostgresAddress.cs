using System.Data.Common;
using Npgsql;

namespace Tributary.Storage.Postgres;

/// <summary>A connection string, read: where the database is, how it is named to people, and how connections to it shall be.</summary>
internal sealed class PostgresAddress
{
    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly string _given;

    /// <summary>Reads a connection string; nothing is connected.</summary>
    /// <exception cref="StoreRefusedException">It cannot be read. Its parts are not repeated, nor is the cause: one of them is the password.</exception>
    public PostgresAddress(string connectionString)
    {
        try
        {
            _given = connectionString;
            _settings = Read(connectionString);
            NpgsqlDataSource.Create(_settings.ConnectionString).Dispose();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            throw new StoreRefusedException(
                StoreRefusal.Misconfigured,
                "The store's connection string cannot be read; it looks like Host=localhost;Database=tributary;Username=tributary;Password=….");
        }
    }

    /// <summary>Host and port.</summary>
    public string Server => $"{_settings.Host}:{_settings.Port}";

    public string User => _settings.Username ?? Environment.UserName;

    public string Database => _settings.Database ?? User;

    /// <summary>Database, host and port, and the schema where one was named.</summary>
    public string Name => string.IsNullOrEmpty(_settings.SearchPath) ? $"{Database} on {Server}" : $"{Database} (schema {_settings.SearchPath}) on {Server}";

    /// <summary>The connection string as it may be shown: a placeholder stands for each password.</summary>
    public string Shown
    {
        get
        {
            var shown = new NpgsqlConnectionStringBuilder(_given);
            if (!string.IsNullOrEmpty(shown.Password))
                shown.Password = "…";
            if (!string.IsNullOrEmpty(shown.SslPassword))
                shown.SslPassword = "…";
            return shown.ConnectionString;
        }
    }

    public bool HasPassword => !string.IsNullOrEmpty(_settings.Password);

    /// <summary>The whole, with the password.</summary>
    public string ConnectionString => _settings.ConnectionString;

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        // What the operator says goes before these. Kerberos encryption is tried only where it is asked for: Npgsql 10.0 falls back from it
        // to a connection whose inner parts are disposed already when the server goes away in between.
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "Tributary",
            MaxPoolSize = 30,
            Timeout = 5,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        foreach (string keyword in given.Keys)
            settings[keyword] = given[keyword];

        // Sessions are left as they were found (locks end with the transaction), so nothing has to be reset.
        settings.NoResetOnClose = true;
        settings.PersistSecurityInfo = false;
        settings.IncludeErrorDetail = false;
        settings.Enlist = false;
        return settings;
    }
}
