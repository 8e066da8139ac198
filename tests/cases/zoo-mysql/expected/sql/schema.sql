-- CreateTable
CREATE TABLE `scalars` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `string` VARCHAR(191) NOT NULL,
    `stringOpt` VARCHAR(191) NULL,
    `stringDef` VARCHAR(191) NOT NULL DEFAULT 'a ''quoted'' "text" with \\ and 
 newline and ${x} and `y`',
    `int` INTEGER NOT NULL,
    `intOpt` INTEGER NULL,
    `intDef` INTEGER NOT NULL DEFAULT -42,
    `big` BIGINT NOT NULL,
    `bigOpt` BIGINT NULL,
    `bigDef` BIGINT NOT NULL DEFAULT -9223372036854775808,
    `float` DOUBLE NOT NULL,
    `floatOpt` DOUBLE NULL,
    `floatDef` DOUBLE NOT NULL DEFAULT 3.14,
    `decimal` DECIMAL(65, 30) NOT NULL,
    `decimalOpt` DECIMAL(65, 30) NULL,
    `decimalDef` DECIMAL(65, 30) NOT NULL DEFAULT 12.50,
    `decimalText` DECIMAL(65, 30) NOT NULL DEFAULT -0.001,
    `bool` BOOLEAN NOT NULL,
    `boolOpt` BOOLEAN NULL,
    `boolDef` BOOLEAN NOT NULL DEFAULT false,
    `moment` DATETIME(3) NOT NULL,
    `momentOpt` DATETIME(3) NULL,
    `momentDef` DATETIME(3) NOT NULL DEFAULT '2020-01-02 01:04:05.678',
    `momentNow` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `changedAt` DATETIME(3) NOT NULL,
    `json` JSON NOT NULL,
    `jsonOpt` JSON NULL,
    `jsonDef` JSON NOT NULL DEFAULT ('{"a": [1, "it''s", null]}'),
    `bytes` LONGBLOB NOT NULL,
    `bytesOpt` LONGBLOB NULL,
    `bytesDef` LONGBLOB NOT NULL DEFAULT (X'6869'),
    `habitat` ENUM('RAINFOREST', 'savanna', 'it''s deep') NOT NULL,
    `habitatOpt` ENUM('RAINFOREST', 'savanna', 'it''s deep') NULL,
    `habitatDef` ENUM('RAINFOREST', 'savanna', 'it''s deep') NOT NULL DEFAULT 'it''s deep',

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Functions` (
    `id` CHAR(36) NOT NULL,
    `counter` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `cuid` VARCHAR(191) NOT NULL,
    `cuid2` VARCHAR(191) NOT NULL,
    `uuid` VARCHAR(191) NOT NULL,
    `ulid` VARCHAR(191) NOT NULL,
    `nanoid` VARCHAR(191) NOT NULL,
    `now` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `nowSecond` DATETIME(0) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    `nowStamp` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    `expression` VARCHAR(191) NOT NULL DEFAULT (uuid()),
    `untold` INTEGER NOT NULL,
    `point` point NULL,
    `geometry` geometry NULL,

    UNIQUE INDEX `Functions_counter_key`(`counter`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Natives` (
    `id` INTEGER NOT NULL,
    `unsignedInt` INTEGER UNSIGNED NOT NULL,
    `smallInt` SMALLINT NOT NULL,
    `unsignedSmallInt` SMALLINT UNSIGNED NOT NULL,
    `mediumInt` MEDIUMINT NOT NULL,
    `unsignedMediumInt` MEDIUMINT UNSIGNED NOT NULL,
    `tinyInt` TINYINT NOT NULL,
    `unsignedTinyInt` TINYINT UNSIGNED NOT NULL,
    `year` YEAR NOT NULL,
    `tinyBool` BOOLEAN NOT NULL,
    `bitBool` BIT(1) NOT NULL,
    `bitBytes` BIT(12) NOT NULL,
    `bigInt` BIGINT NOT NULL,
    `unsignedBigInt` BIGINT UNSIGNED NOT NULL,
    `decimal` DECIMAL NOT NULL,
    `decimalExact` DECIMAL(10, 2) NOT NULL DEFAULT 1.5,
    `float` FLOAT NOT NULL,
    `double` DOUBLE NOT NULL,
    `char` CHAR(2) NOT NULL,
    `varChar` VARCHAR(191) NOT NULL,
    `tinyText` TINYTEXT NOT NULL,
    `text` TEXT NOT NULL,
    `mediumText` MEDIUMTEXT NOT NULL,
    `longText` LONGTEXT NOT NULL,
    `binary` BINARY(16) NOT NULL,
    `varBinary` VARBINARY(255) NOT NULL,
    `tinyBlob` TINYBLOB NOT NULL,
    `blob` BLOB NOT NULL,
    `mediumBlob` MEDIUMBLOB NOT NULL,
    `longBlob` LONGBLOB NOT NULL,
    `date` DATE NOT NULL,
    `time` TIME NOT NULL,
    `timeN` TIME(3) NOT NULL,
    `dateTime` DATETIME NOT NULL,
    `dateTimeN` DATETIME(6) NOT NULL,
    `timestamp` TIMESTAMP NOT NULL,
    `timestampN` TIMESTAMP(0) NOT NULL,
    `json` JSON NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Indexes` (
    `id` INTEGER NOT NULL,
    `a` INTEGER NOT NULL,
    `b` VARCHAR(191) NOT NULL,
    `c` VARCHAR(191) NOT NULL,
    `text` TEXT NOT NULL,
    `more` LONGTEXT NOT NULL,
    `bytes` VARBINARY(64) NOT NULL,

    UNIQUE INDEX `Indexes_a_key`(`a` DESC),
    UNIQUE INDEX `indexes_b`(`b`(20)),
    INDEX `Indexes_a_idx`(`a`),
    INDEX `indexes_sorted`(`a` ASC, `c` DESC),
    INDEX `indexes_text`(`text`(100) DESC),
    INDEX `indexes_bytes`(`bytes`(8)),
    INDEX `indexes_btree`(`c`),
    UNIQUE INDEX `Indexes_a_c_key`(`a`, `c`),
    UNIQUE INDEX `indexes_c_text`(`c`, `text`(40)),
    FULLTEXT INDEX `Indexes_c_text_idx`(`c`, `text`),
    FULLTEXT INDEX `indexes_fulltext`(`more`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Sharded` (
    `tenant` VARCHAR(191) NOT NULL,
    `code` VARCHAR(191) NOT NULL,
    `text` VARCHAR(191) NULL,

    PRIMARY KEY (`tenant`, `code`(20))
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `keepers` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `badge` VARCHAR(191) NOT NULL,
    `country` VARCHAR(191) NOT NULL,
    `number` INTEGER NOT NULL,
    `bossId` INTEGER NULL,

    UNIQUE INDEX `keepers_badge_key`(`badge`),
    UNIQUE INDEX `keepers_country_number_key`(`country`, `number`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Cage` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `keeper_id` INTEGER NOT NULL,
    `cleanerNo` VARCHAR(191) NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Locker` (
    `keeperId` INTEGER NOT NULL,

    PRIMARY KEY (`keeperId`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Pass` (
    `country` VARCHAR(191) NOT NULL,
    `number` INTEGER NOT NULL,
    `serial` BIGINT NOT NULL,

    PRIMARY KEY (`country`, `serial`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Animal` (
    `id` VARCHAR(30) NOT NULL,
    `name` VARCHAR(191) NOT NULL,
    `cageId` INTEGER NULL,
    `habitat` ENUM('RAINFOREST', 'savanna', 'it''s deep') NOT NULL DEFAULT 'savanna',

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Food` (
    `id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(191) NOT NULL,

    UNIQUE INDEX `Food_name_key`(`name`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `order` (
    `type` INTEGER NOT NULL,
    `key` VARCHAR(191) NULL,
    `select` VARCHAR(191) NULL,
    `order` INTEGER NULL,
    `default` VARCHAR(191) NULL,
    `self` VARCHAR(191) NULL,
    `A` INTEGER NULL,
    `B` INTEGER NULL,

    PRIMARY KEY (`type`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Ignored` (
    `id` INTEGER NOT NULL,
    `gone` VARCHAR(191) NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `_Friends` (
    `A` INTEGER NOT NULL,
    `B` INTEGER NOT NULL,

    UNIQUE INDEX `_Friends_AB_unique`(`A`, `B`),
    INDEX `_Friends_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `_AnimalToFood` (
    `A` VARCHAR(30) NOT NULL,
    `B` SMALLINT UNSIGNED NOT NULL,

    UNIQUE INDEX `_AnimalToFood_AB_unique`(`A`, `B`),
    INDEX `_AnimalToFood_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `_Allergies` (
    `A` VARCHAR(30) NOT NULL,
    `B` SMALLINT UNSIGNED NOT NULL,

    UNIQUE INDEX `_Allergies_AB_unique`(`A`, `B`),
    INDEX `_Allergies_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- AddForeignKey
ALTER TABLE `keepers` ADD CONSTRAINT `keepers_bossId_fkey` FOREIGN KEY (`bossId`) REFERENCES `keepers`(`id`) ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE `Cage` ADD CONSTRAINT `cage_keeper` FOREIGN KEY (`keeper_id`) REFERENCES `keepers`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `Cage` ADD CONSTRAINT `Cage_cleanerNo_fkey` FOREIGN KEY (`cleanerNo`) REFERENCES `keepers`(`badge`) ON DELETE CASCADE ON UPDATE SET NULL;

-- AddForeignKey
ALTER TABLE `Locker` ADD CONSTRAINT `Locker_keeperId_fkey` FOREIGN KEY (`keeperId`) REFERENCES `keepers`(`id`) ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `Pass` ADD CONSTRAINT `Pass_country_number_fkey` FOREIGN KEY (`country`, `number`) REFERENCES `keepers`(`country`, `number`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `Animal` ADD CONSTRAINT `Animal_cageId_fkey` FOREIGN KEY (`cageId`) REFERENCES `Cage`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_Friends` ADD CONSTRAINT `_Friends_A_fkey` FOREIGN KEY (`A`) REFERENCES `keepers`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_Friends` ADD CONSTRAINT `_Friends_B_fkey` FOREIGN KEY (`B`) REFERENCES `keepers`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_AnimalToFood` ADD CONSTRAINT `_AnimalToFood_A_fkey` FOREIGN KEY (`A`) REFERENCES `Animal`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_AnimalToFood` ADD CONSTRAINT `_AnimalToFood_B_fkey` FOREIGN KEY (`B`) REFERENCES `Food`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_Allergies` ADD CONSTRAINT `_Allergies_A_fkey` FOREIGN KEY (`A`) REFERENCES `Animal`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_Allergies` ADD CONSTRAINT `_Allergies_B_fkey` FOREIGN KEY (`B`) REFERENCES `Food`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
