using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Tributary.Storage.Rows;

/// <summary>
/// Decimals and days as each database keeps them: texts on SQLite (<see cref="StoredForm"/>), which has no such types of its own, and
/// <c>numeric</c> and <c>date</c> on PostgreSQL. A row class has the .NET type and knows neither.
/// </summary>
internal static class SqlValues
{
    /// <summary>Tells Dapper. Its settings are the process's; nothing else of ours uses it.</summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(decimal));
        SqlMapper.RemoveTypeMap(typeof(decimal?));
        SqlMapper.AddTypeHandler(new DecimalHandler());
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.AddTypeHandler(new DateHandler());
    }

    public static decimal Decimal(DbDataReader row, int column) =>
        row is SqliteDataReader ? StoredForm.Decimal(row.GetString(column)) : row.GetDecimal(column);

    public static DateOnly Date(DbDataReader row, int column) =>
        row is SqliteDataReader ? StoredForm.Date(row.GetString(column)) : row.GetFieldValue<DateOnly>(column);

    private sealed class DecimalHandler : SqlMapper.TypeHandler<decimal>
    {
        public override void SetValue(IDbDataParameter parameter, decimal value) =>
            parameter.Value = parameter is SqliteParameter ? StoredForm.Of(value) : value;

        public override decimal Parse(object value) => value is string text ? StoredForm.Decimal(text) : (decimal)value;
    }

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value) =>
            parameter.Value = parameter is SqliteParameter ? StoredForm.Of(value) : value;

        public override DateOnly Parse(object value) => value is string text ? StoredForm.Date(text) : (DateOnly)value;
    }
}
