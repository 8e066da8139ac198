BEGIN TRY

BEGIN TRAN;

-- CreateSchema
IF SCHEMA_ID('archive') IS NULL EXEC ('CREATE SCHEMA [archive]');

-- CreateSchema
IF SCHEMA_ID('dbo') IS NULL EXEC ('CREATE SCHEMA [dbo]');

-- CreateSchema
IF SCHEMA_ID('zoo''s') IS NULL EXEC ('CREATE SCHEMA [zoo''s]');

-- CreateTable
CREATE TABLE [dbo].[scalars] (
    [id] INT NOT NULL IDENTITY(1,1),
    [string] NVARCHAR(1000) NOT NULL,
    [stringOpt] NVARCHAR(1000),
    [stringDef] NVARCHAR(1000) NOT NULL CONSTRAINT [scalars_stringDef_df] DEFAULT ('a ''quoted'' "text" with \ and ' + NCHAR(10) + ' newline and ${x} and `y` and $' + '(z)'),
    [stringUni] NVARCHAR(1000) NOT NULL CONSTRAINT [scalars_stringUni_df] DEFAULT N'Größe 😀',
    [int] INT NOT NULL,
    [intOpt] INT,
    [intDef] INT NOT NULL CONSTRAINT [the_answer] DEFAULT -42,
    [big] BIGINT NOT NULL,
    [bigOpt] BIGINT,
    [bigDef] BIGINT NOT NULL CONSTRAINT [scalars_bigDef_df] DEFAULT -9223372036854775808,
    [float] FLOAT(53) NOT NULL,
    [floatOpt] FLOAT(53),
    [floatDef] FLOAT(53) NOT NULL CONSTRAINT [scalars_floatDef_df] DEFAULT 3.14,
    [decimal] DECIMAL(32,16) NOT NULL,
    [decimalOpt] DECIMAL(32,16),
    [decimalDef] DECIMAL(32,16) NOT NULL CONSTRAINT [scalars_decimalDef_df] DEFAULT 12.50,
    [decimalText] DECIMAL(32,16) NOT NULL CONSTRAINT [scalars_decimalText_df] DEFAULT -0.001,
    [bool] BIT NOT NULL,
    [boolOpt] BIT,
    [boolDef] BIT NOT NULL CONSTRAINT [scalars_boolDef_df] DEFAULT 0,
    [boolYes] BIT NOT NULL CONSTRAINT [scalars_boolYes_df] DEFAULT 1,
    [moment] DATETIME2 NOT NULL,
    [momentOpt] DATETIME2,
    [momentDef] DATETIME2 NOT NULL CONSTRAINT [scalars_momentDef_df] DEFAULT '2020-01-02T01:04:05.678',
    [momentNow] DATETIME2 NOT NULL CONSTRAINT [scalars_momentNow_df] DEFAULT CURRENT_TIMESTAMP,
    [changedAt] DATETIME2 NOT NULL,
    [bytes] VARBINARY(max) NOT NULL,
    [bytesOpt] VARBINARY(max),
    [bytesDef] VARBINARY(max) NOT NULL CONSTRAINT [scalars_bytesDef_df] DEFAULT 0x6869,
    CONSTRAINT [scalars_pkey] PRIMARY KEY CLUSTERED ([id])
);

-- CreateTable
CREATE TABLE [dbo].[Functions] (
    [id] BIGINT NOT NULL IDENTITY(1,1),
    [cuid] NVARCHAR(1000) NOT NULL,
    [cuid2] NVARCHAR(1000) NOT NULL,
    [uuid] NVARCHAR(1000) NOT NULL,
    [uuid7] UNIQUEIDENTIFIER NOT NULL,
    [ulid] NVARCHAR(1000) NOT NULL,
    [nanoid] NVARCHAR(1000) NOT NULL,
    [now] DATETIME2 NOT NULL CONSTRAINT [Functions_now_df] DEFAULT CURRENT_TIMESTAMP,
    [nowOffset] DATETIMEOFFSET NOT NULL CONSTRAINT [Functions_nowOffset_df] DEFAULT CURRENT_TIMESTAMP,
    [expression] UNIQUEIDENTIFIER NOT NULL CONSTRAINT [Functions_expression_df] DEFAULT newid(),
    [untold] INT NOT NULL,
    [point] geography,
    [tree] hierarchyid,
    CONSTRAINT [Functions_pkey] PRIMARY KEY CLUSTERED ([id])
);

-- CreateTable
CREATE TABLE [archive].[Natives] (
    [id] INT NOT NULL,
    [tinyInt] TINYINT NOT NULL,
    [smallInt] SMALLINT NOT NULL,
    [bitInt] BIT NOT NULL,
    [bitBool] BIT NOT NULL,
    [bigInt] BIGINT NOT NULL,
    [decimal] DECIMAL NOT NULL,
    [decimalExact] DECIMAL(10,2) NOT NULL CONSTRAINT [Natives_decimalExact_df] DEFAULT 1.5,
    [money] MONEY NOT NULL,
    [smallMoney] SMALLMONEY NOT NULL,
    [float] FLOAT NOT NULL,
    [float24] FLOAT(24) NOT NULL,
    [real] REAL NOT NULL,
    [date] DATE NOT NULL CONSTRAINT [Natives_date_df] DEFAULT '2020-01-01',
    [time] TIME NOT NULL CONSTRAINT [Natives_time_df] DEFAULT '01:04:05.678',
    [dateTime] DATETIME NOT NULL CONSTRAINT [Natives_dateTime_df] DEFAULT '2020-01-02T01:04:05.678',
    [dateTime2] DATETIME2 NOT NULL,
    [dateTimeOffset] DATETIMEOFFSET NOT NULL CONSTRAINT [Natives_dateTimeOffset_df] DEFAULT '2020-01-02T03:04:05.678+02:00',
    [smallDateTime] SMALLDATETIME NOT NULL,
    [char] CHAR NOT NULL,
    [charN] CHAR(2) NOT NULL,
    [nChar] NCHAR NOT NULL,
    [nCharN] NCHAR(2) NOT NULL,
    [varChar] VARCHAR NOT NULL,
    [varCharN] VARCHAR(30) NOT NULL,
    [varCharMax] VARCHAR(max) NOT NULL,
    [nVarChar] NVARCHAR NOT NULL,
    [nVarCharN] NVARCHAR(30) NOT NULL,
    [nVarCharMax] NVARCHAR(max) NOT NULL,
    [text] TEXT NOT NULL,
    [nText] NTEXT NOT NULL,
    [xml] XML NOT NULL,
    [uniqueIdentifier] UNIQUEIDENTIFIER NOT NULL,
    [binary] BINARY NOT NULL,
    [binaryN] BINARY(16) NOT NULL,
    [varBinary] VARBINARY NOT NULL,
    [varBinaryN] VARBINARY(64) NOT NULL,
    [varBinaryMax] VARBINARY(max) NOT NULL,
    [image] IMAGE NOT NULL,
    CONSTRAINT [Natives_pkey] PRIMARY KEY CLUSTERED ([id])
);

-- CreateTable
CREATE TABLE [zoo's].[Indexes] (
    [id] INT NOT NULL,
    [a] INT NOT NULL,
    [b] NVARCHAR(1000) NOT NULL,
    [c] NVARCHAR(1000) NOT NULL,
    [d] INT,
    [flag] BIT NOT NULL CONSTRAINT [Indexes_flag_df] DEFAULT 1,
    CONSTRAINT [indexes_primary] PRIMARY KEY NONCLUSTERED ([id] DESC),
    CONSTRAINT [Indexes_a_key] UNIQUE NONCLUSTERED ([a] DESC),
    CONSTRAINT [indexes_b] UNIQUE NONCLUSTERED ([b]),
    CONSTRAINT [Indexes_a_c_key] UNIQUE CLUSTERED ([a],[c])
);

-- CreateTable
CREATE TABLE [zoo's].[keepers] (
    [id] INT NOT NULL IDENTITY(1,1),
    [badge] NVARCHAR(1000) NOT NULL,
    [country] NVARCHAR(1000) NOT NULL,
    [number] INT NOT NULL,
    [bossId] INT,
    CONSTRAINT [keepers_pkey] PRIMARY KEY CLUSTERED ([id]),
    CONSTRAINT [keepers_badge_key] UNIQUE NONCLUSTERED ([badge]),
    CONSTRAINT [keepers_country_number_key] UNIQUE NONCLUSTERED ([country],[number])
);

-- CreateTable
CREATE TABLE [zoo's].[Cage] (
    [id] INT NOT NULL IDENTITY(1,1),
    [keeper_id] INT NOT NULL CONSTRAINT [Cage_keeper_id_df] DEFAULT 1,
    [cleanerNo] NVARCHAR(1000),
    CONSTRAINT [Cage_pkey] PRIMARY KEY CLUSTERED ([id])
);

-- CreateTable
CREATE TABLE [dbo].[Locker] (
    [keeperId] INT NOT NULL,
    CONSTRAINT [Locker_pkey] PRIMARY KEY CLUSTERED ([keeperId])
);

-- CreateTable
CREATE TABLE [dbo].[Pass] (
    [country] NVARCHAR(1000) NOT NULL,
    [number] INT NOT NULL,
    [serial] BIGINT NOT NULL,
    CONSTRAINT [Pass_pkey] PRIMARY KEY CLUSTERED ([country],[serial] DESC)
);

-- CreateTable
CREATE TABLE [zoo's].[Animal] (
    [id] VARCHAR(30) NOT NULL,
    [name] NVARCHAR(1000) NOT NULL,
    [cageId] INT,
    CONSTRAINT [Animal_pkey] PRIMARY KEY CLUSTERED ([id])
);

-- CreateTable
CREATE TABLE [zoo's].[Food] (
    [id] SMALLINT NOT NULL IDENTITY(1,1),
    [name] NVARCHAR(100) NOT NULL,
    CONSTRAINT [Food_pkey] PRIMARY KEY CLUSTERED ([id]),
    CONSTRAINT [Food_name_key] UNIQUE NONCLUSTERED ([name])
);

-- CreateTable
CREATE TABLE [dbo].[order] (
    [type] INT NOT NULL,
    [key] NVARCHAR(1000),
    [select] NVARCHAR(1000),
    [order] INT,
    [default] NVARCHAR(1000),
    [a]]b] NVARCHAR(1000),
    [A] INT,
    [B] INT,
    CONSTRAINT [order_pkey] PRIMARY KEY CLUSTERED ([type])
);

-- CreateTable
CREATE TABLE [dbo].[Ignored] (
    [id] INT NOT NULL,
    [gone] NVARCHAR(1000),
    CONSTRAINT [Ignored_pkey] PRIMARY KEY CLUSTERED ([id])
);

-- CreateTable
CREATE TABLE [zoo's].[_Friends] (
    [A] INT NOT NULL,
    [B] INT NOT NULL,
    CONSTRAINT [_Friends_AB_unique] UNIQUE NONCLUSTERED ([A],[B])
);

-- CreateTable
CREATE TABLE [zoo's].[_AnimalToFood] (
    [A] VARCHAR(30) NOT NULL,
    [B] SMALLINT NOT NULL,
    CONSTRAINT [_AnimalToFood_AB_unique] UNIQUE NONCLUSTERED ([A],[B])
);

-- CreateTable
CREATE TABLE [zoo's].[_Allergies] (
    [A] VARCHAR(30) NOT NULL,
    [B] SMALLINT NOT NULL,
    CONSTRAINT [_Allergies_AB_unique] UNIQUE NONCLUSTERED ([A],[B])
);

-- CreateIndex
CREATE NONCLUSTERED INDEX [Indexes_a_idx] ON [zoo's].[Indexes]([a]);

-- CreateIndex
CREATE NONCLUSTERED INDEX [indexes_sorted] ON [zoo's].[Indexes]([a] ASC, [c] DESC);

-- CreateIndex
CREATE NONCLUSTERED INDEX [indexes_raw] ON [zoo's].[Indexes]([c]) WHERE [d] > 3 AND [c] <> 'it''s';

-- CreateIndex
CREATE UNIQUE NONCLUSTERED INDEX [indexes_c_d] ON [zoo's].[Indexes]([c], [d]) WHERE [d] IS NOT NULL AND [flag] = 1 AND [c] != 'it''s';

-- CreateIndex
CREATE NONCLUSTERED INDEX [_Friends_B_index] ON [zoo's].[_Friends]([B]);

-- CreateIndex
CREATE NONCLUSTERED INDEX [_AnimalToFood_B_index] ON [zoo's].[_AnimalToFood]([B]);

-- CreateIndex
CREATE NONCLUSTERED INDEX [_Allergies_B_index] ON [zoo's].[_Allergies]([B]);

-- AddForeignKey
ALTER TABLE [zoo's].[keepers] ADD CONSTRAINT [keepers_bossId_fkey] FOREIGN KEY ([bossId]) REFERENCES [zoo's].[keepers]([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE [zoo's].[Cage] ADD CONSTRAINT [cage_keeper] FOREIGN KEY ([keeper_id]) REFERENCES [zoo's].[keepers]([id]) ON DELETE SET DEFAULT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE [zoo's].[Cage] ADD CONSTRAINT [Cage_cleanerNo_fkey] FOREIGN KEY ([cleanerNo]) REFERENCES [zoo's].[keepers]([badge]) ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE [dbo].[Locker] ADD CONSTRAINT [Locker_keeperId_fkey] FOREIGN KEY ([keeperId]) REFERENCES [zoo's].[keepers]([id]) ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE [dbo].[Pass] ADD CONSTRAINT [Pass_country_number_fkey] FOREIGN KEY ([country], [number]) REFERENCES [zoo's].[keepers]([country], [number]) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE [zoo's].[Animal] ADD CONSTRAINT [Animal_cageId_fkey] FOREIGN KEY ([cageId]) REFERENCES [zoo's].[Cage]([id]) ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE [zoo's].[_Friends] ADD CONSTRAINT [_Friends_A_fkey] FOREIGN KEY ([A]) REFERENCES [zoo's].[keepers]([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE [zoo's].[_Friends] ADD CONSTRAINT [_Friends_B_fkey] FOREIGN KEY ([B]) REFERENCES [zoo's].[keepers]([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE [zoo's].[_AnimalToFood] ADD CONSTRAINT [_AnimalToFood_A_fkey] FOREIGN KEY ([A]) REFERENCES [zoo's].[Animal]([id]) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE [zoo's].[_AnimalToFood] ADD CONSTRAINT [_AnimalToFood_B_fkey] FOREIGN KEY ([B]) REFERENCES [zoo's].[Food]([id]) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE [zoo's].[_Allergies] ADD CONSTRAINT [_Allergies_A_fkey] FOREIGN KEY ([A]) REFERENCES [zoo's].[Animal]([id]) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE [zoo's].[_Allergies] ADD CONSTRAINT [_Allergies_B_fkey] FOREIGN KEY ([B]) REFERENCES [zoo's].[Food]([id]) ON DELETE CASCADE ON UPDATE CASCADE;

COMMIT TRAN;

END TRY
BEGIN CATCH

IF @@TRANCOUNT > 0
BEGIN
    ROLLBACK TRAN;
END;
THROW

END CATCH
